package ai.warehouse.status.benchmark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whether the measurement still runs; what it measures says little at these sizes. */
class SinkCommandTest {
  private static final SinkSizes TINY =
      new SinkSizes(
          5,
          List.of(Backlog.ALL),
          200,
          1,
          true,
          List.of(200),
          0,
          List.of(),
          1,
          0,
          0,
          List.of(32),
          List.of(200));

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintFiguresAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ", "all four topics", "200 events a second")
        .containsPattern("200 events, buffer.memory  32 MB: [1-9]\\d* \\(\\d+–\\d+\\) MB in use");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out))
        .content()
        .contains("\"throughput\" : [ {", "\"cost\" : [ {", "\"memory\" : [ {")
        .contains("\"reads\" : 0");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThat(run("--only", "latency")).isEqualTo(2);
    assertThat(screen.toString()).contains("'--only'", "latency");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new SinkCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
