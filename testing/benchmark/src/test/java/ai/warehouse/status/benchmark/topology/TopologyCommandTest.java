package ai.warehouse.status.benchmark.topology;

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

/** Whether the measurement still runs; what it measures says nothing at these sizes. */
class TopologyCommandTest {
  private static final TopologySizes TINY =
      new TopologySizes(
          0, 1, 0.01, List.of(new Contest(5, 4, true, 1, List.of(Contender.values()))));

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintRatiosAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ", "4 locales a build")
        .containsPattern("forward +[\\d,]+ a second, .*; ours is \\d")
        .containsPattern("afternoon +[\\d,]+ a second, .*; ours is \\d");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out)).content().contains("\"contests\" : [ {", "\"contender\" : \"OURS\"");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThat(run("--only", "few")).isEqualTo(2);
    assertThat(screen.toString()).contains("'--only'", "few");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new TopologyCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
