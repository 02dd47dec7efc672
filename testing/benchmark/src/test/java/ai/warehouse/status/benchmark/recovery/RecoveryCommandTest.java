package ai.warehouse.status.benchmark.recovery;

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
class RecoveryCommandTest {
  private static final RecoverySizes TINY = new RecoverySizes(List.of(10), 1, 20);

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintTimesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ")
        .containsPattern("10 builds of 20 locales; changelogs of [2-9]\\d\\d records")
        .containsPattern("state kept +\\d")
        .containsPattern("state deleted +\\d");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out))
        .content()
        .contains("\"what\" : \"recovery\"", "\"recoveries\" : [ {", "\"deleted\" : {");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new RecoveryCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
