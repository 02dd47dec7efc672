package ai.warehouse.status.benchmark.growth;

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
class GrowthCommandTest {
  private static final GrowthSizes TINY =
      new GrowthSizes(2, 4, 10, 20, 2, 4, 3, List.of(10, 20), 1, 10);

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintRatiosAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ", "versions ", "1.00 is flat")
        .contains("a version begins, in a package of so many", "      time       ")
        .contains("  10 builds: ", "  20 builds: ");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out))
        .content()
        .startsWith("{")
        .contains("\"contests\" : [ {", "\"median\" : ", "\"disk\" : [ {");
  }

  @Test
  void shouldRefuseWhatItDoesNotKnow() {
    assertThat(run("--fast")).isEqualTo(2);
    assertThat(screen.toString()).contains("Unknown option: '--fast'");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new GrowthCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
