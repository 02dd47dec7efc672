package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A sink in a JVM of its own, so that a crash is one, and a pause too. */
final class ChildSink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;

  private ChildSink(Process process) {
    this.process = process;
  }

  /**
   * Starts a sink and returns at once.
   *
   * @param log gets what it says
   * @param settings keys of {@link SinkSettings} and their values
   */
  static ChildSink start(Path log, Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                // Quick to start, as it lives for seconds only.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-DSINK_LOG_LEVEL=INFO",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-cp",
                System.getProperty("java.class.path"),
                SinkMain.class.getName()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    try {
      return new ChildSink(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a sink", e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Halts it in the middle of whatever it does, its connections open. */
  void pause() {
    Signals.pause(process.pid());
  }

  /** Lets it go on as if no time had passed. */
  void resume() {
    Signals.resume(process.pid());
  }

  /** Ends it in the middle of whatever it does. */
  void kill() {
    assertThat(process.isAlive()).as("sink is alive").isTrue();
    process.destroyForcibly();
    awaitEnd();
  }

  /** Tells it to stop, and waits until it has done so in order. */
  void stop() {
    process.destroy();
    assertThat(awaitEnd()).as("exit code of the sink").isZero();
  }

  private int awaitEnd() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("sink ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Ends it, if it hasn't ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
