package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the quickstart as its script does, and keeps what it prints. */
record Quickstart(int exitCode, String out, String err) {
  private static final Path TARGET = Path.of("target");
  private static final long PATIENCE_MINUTES = 3;

  /** Runs it in this JVM. */
  static Quickstart run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        QuickstartMain.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            args);
    return new Quickstart(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * Runs it in a JVM of its own, on the class path of the script, which lacks what is there for
   * tests.
   *
   * @param folder gets what it prints
   */
  static Quickstart runOnTheClassPathOfTheScript(Path folder, String... args)
      throws IOException, InterruptedException {
    String classPath = Files.readString(TARGET.resolve("class-path")).strip();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dquickstart.log=" + folder.resolve("log"),
                "-cp",
                TARGET.resolve("classes") + File.pathSeparator + classPath,
                QuickstartMain.class.getName()));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
      return new Quickstart(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroy();
    }
  }
}
