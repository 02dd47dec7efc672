package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The old npm packages, in the versions of the lock file, and the scripts that call them. */
final class NodePackages {
  static final Path SOURCE = Path.of("src", "test", "interop");

  private static final Path HOME = Path.of("target", "interop");
  private static final Path INPUT = HOME.resolve("input");
  private static final Path OUTPUT = HOME.resolve("output");
  private static final Path ERRORS = HOME.resolve("errors");
  private static final long PATIENCE_MINUTES = 5;

  private final String script;
  private final List<String> arguments;

  private NodePackages(String script, List<String> arguments) {
    this.script = script;
    this.arguments = arguments;
  }

  /** Installs the packages, and returns one of the scripts, which gets these arguments. */
  static NodePackages install(String script, String... arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(HOME);
    for (String name : List.of("package.json", "package-lock.json", script)) {
      Files.copy(SOURCE.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    run(List.of(), List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    return new NodePackages(script, List.of(arguments));
  }

  /**
   * Makes calls one after the other and returns the JSON of what each gave.
   *
   * @param calls as {@code ['Status','findOne',{'pkg':'cart'}]}, with ' for "
   */
  List<String> call(String... calls) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(arguments);
    return run(Stream.of(calls).map(call -> call.replace('\'', '"')).toList(), command);
  }

  private static List<String> run(List<String> input, List<String> command)
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
          .as("exit code of %s, which said: %s", command, Files.readString(ERRORS))
          .isZero();
      return Files.readAllLines(OUTPUT);
    } finally {
      process.destroyForcibly();
    }
  }
}
