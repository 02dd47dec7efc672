package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A measurement of sizes that say nothing about costs, but whether the command still works.
 *
 * @param screen what was printed
 * @param json what was written
 */
public record TinyRun(String screen, String json) {
  /**
   * Runs a command that is expected to succeed.
   *
   * @param sizes in place of the command's own
   * @param out an empty folder for the file of results
   */
  public static <S> TinyRun of(Measurement<S> command, S sizes, Path out) throws IOException {
    command.setSizes(sizes);
    StringWriter screen = new StringWriter();
    PrintWriter writer = new PrintWriter(screen, true);
    int exitCode =
        new CommandLine(command)
            .setOut(writer)
            .setErr(writer)
            .execute("--out", out.toString(), "--seed", "7");
    assertThat(exitCode).as("%s", screen).isZero();
    assertThat(screen.toString()).contains(", seed 7", "machine ", "All figures: ");
    try (Stream<Path> all = Files.list(out)) {
      List<Path> files = all.toList();
      assertThat(files).hasSize(1);
      return new TinyRun(screen.toString(), Files.readString(files.get(0)));
    }
  }
}
