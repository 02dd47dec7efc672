package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The npm package warehouse.ai-status-models, run by Node on one database. */
final class OldPackage {
  private static final Path SOURCE = Path.of("src", "test", "interop");
  private static final Path HOME = Path.of("target", "interop");
  private static final Path INPUT = HOME.resolve("input");
  private static final Path OUTPUT = HOME.resolve("output");
  private static final Path ERRORS = HOME.resolve("errors");
  private static final long PATIENCE_MINUTES = 5;

  private final URI database;

  private OldPackage(URI database) {
    this.database = database;
  }

  /** Installs the package, in the versions of the lock file. */
  static OldPackage install(URI database) throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    for (String name : List.of("package.json", "package-lock.json", "old-package.js")) {
      Files.copy(SOURCE.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    run(List.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    return new OldPackage(database);
  }

  /**
   * Makes calls one after the other and returns the JSON of what each gave.
   *
   * @param calls as {@code ['Status','findOne',{'pkg':'cart'}]}, with ' for "
   */
  List<String> call(String... calls) throws IOException, InterruptedException {
    List<String> lines = Stream.of(calls).map(call -> call.replace('\'', '"')).toList();
    return run(lines, "node", "old-package.js", database.toString());
  }

  private static List<String> run(List<String> input, String... command)
      throws IOException, InterruptedException {
    Files.write(INPUT, input);
    Process process =
        new ProcessBuilder(command)
            .directory(HOME.toFile())
            .redirectInput(INPUT.toFile())
            .redirectOutput(OUTPUT.toFile())
            .redirectError(ERRORS.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
      assertThat(process.exitValue())
          .as("exit code of %s, which said: %s", List.of(command), Files.readString(ERRORS))
          .isZero();
      return Files.readAllLines(OUTPUT);
    } finally {
      process.destroyForcibly();
    }
  }
}
