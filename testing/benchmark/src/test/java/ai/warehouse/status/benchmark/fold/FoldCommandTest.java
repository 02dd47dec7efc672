package ai.warehouse.status.benchmark.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;

/** Whether the measurement still runs; what it measures says nothing at these sizes. */
class FoldCommandTest {
  private static final FoldSizes TINY = new FoldSizes(1, 0, 1, TimeValue.milliseconds(50));

  private final StringWriter screen = new StringWriter();

  @Test
  void shouldPrintCostsAndWriteThemAsJson(@TempDir Path out) throws IOException {
    int exitCode = run("--out", out.toString(), "--seed", "7");

    assertThat(screen.toString())
        .contains("seed 7", "machine ")
        .containsPattern("parse +\\d+ ns, .*; 1\\.00 \\(1\\.00–1\\.00\\) of parse")
        .containsPattern("judge +\\d+ ns")
        .containsPattern("fold +\\d+ ns")
        .containsPattern("write +\\d+ ns, +[1-9][\\d,]* bytes; \\d+\\.\\d\\d \\(");
    assertThat(exitCode).isZero();
    assertThat(onlyFile(out)).content().contains("\"stages\" : [ {", "\"stage\" : \"judge\"");
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(screen, true);
    return new CommandLine(new FoldCommand(TINY)).setOut(out).setErr(out).execute(args);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return assertThat(all.toList()).singleElement().actual();
    }
  }
}
