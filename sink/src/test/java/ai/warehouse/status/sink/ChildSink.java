package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sink in a JVM of its own, so that a crash is one, and a pause too. */
final class ChildSink implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ChildJvm jvm;

  private ChildSink(ChildJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Starts a sink and returns at once.
   *
   * @param log gets the sink's output
   * @param settings keys of {@link SinkSettings} and their values
   */
  static ChildSink start(Path log, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return new ChildSink(
        ChildJvm.of(SinkMain.class)
            .quickStart()
            .options(
                "-Xmx128m",
                "-DSINK_LOG_LEVEL=INFO",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local")
            .arguments(arguments)
            .log(log)
            .start("sink"));
  }

  /** Halts the sink in the middle of its work, its connections open. */
  void pause() {
    jvm.pause();
  }

  /** Lets the sink go on as if no time had passed. */
  void resume() {
    jvm.resume();
  }

  /** Ends the sink in the middle of its work. */
  void kill() {
    jvm.checkAlive();
    jvm.kill();
  }

  /** Tells the sink to stop, and waits until it has done so in order. */
  void stop() {
    jvm.terminate();
    assertThat(jvm.onExit()).as("exit code of the sink").succeedsWithin(PATIENCE).isEqualTo(0);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
