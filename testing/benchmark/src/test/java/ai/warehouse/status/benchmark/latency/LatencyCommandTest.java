package ai.warehouse.status.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whether the measurement still runs; what it measures says nothing at these sizes. */
class LatencyCommandTest {
  private static final LatencySizes TINY = new LatencySizes(5, 10, 100, 200, 1);

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintTimesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ")
        .contains("commit.interval.ms 100", "  200 events a second for 1 s")
        .containsPattern("at most [\\d,]+ events a second")
        .containsPattern("until the event +p50 +\\d.* p99.9 +\\d")
        .containsPattern("until the status +p50 +\\d.* p99.9 +\\d");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out)).content().contains("\"steady\" : [ {", "\"p999\" : ");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new LatencyCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
