package ai.warehouse.status.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What came of a command. */
record Called(int exitCode, String out, String err) {
  private static final long PATIENCE_SECONDS = 120;
  // JVMs that live for seconds; half of their work would be to compile.
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  /**
   * Runs a command to its end.
   *
   * @param environment added to this process's own, without what services and JVMs look at
   */
  static Called in(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("called", ".out");
    Path err = Files.createTempFile("called", ".err");
    Process process =
        command(directory, environment, command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(command[0] + " doesn't end");
      }
      return new Called(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The command, not yet started, in the same environment; a JVM of it starts quicker. */
  static ProcessBuilder command(
      Path directory, Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(Called::changesAService);
    builder.environment().put("JAVA_OPTS", QUICK_START);
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean changesAService(String variable) {
    return variable.startsWith("WAREHOUSE_STATUS_")
        || variable.startsWith("AWS_")
        || variable.startsWith("LOG_")
        || variable.startsWith("JDK_JAVA_")
        || variable.matches("_?JAVA_(TOOL_)?(OPTIONS|OPTS)");
  }
}
