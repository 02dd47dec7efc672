package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream processor in a JVM of its own, so that a crash is one: a SIGKILL at any moment. */
final class ChildProcessor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int TAIL_LINES = 60;
  private static final Pattern GENERATION =
      Pattern.compile("Successfully synced group in generation Generation\\{generationId=(\\d+)");
  private static final Pattern RESTORED =
      Pattern.compile(
          "Finished restoring changelog (\\S+) .*with a total number of (\\d+) records");

  private final String name;
  private final ChildJvm jvm;
  private boolean killed;

  private ChildProcessor(String name, ChildJvm jvm) {
    this.name = name;
    this.jvm = jvm;
  }

  /**
   * Starts a processor and returns at once.
   *
   * @param folder gets the log, as {@code name.log}, and temporary files
   * @param settings keys of {@link ProcessorSettings} and their values
   */
  static ChildProcessor start(String name, Path folder, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return new ChildProcessor(
        name,
        ChildJvm.of(ProcessorMain.class)
            .quickStart()
            .options(
                "-Xmx256m",
                "-Dlogback.configurationFile=child-processor-logback.xml",
                "-Djava.io.tmpdir=" + folder)
            .arguments(arguments)
            .log(folder.resolve(name + ".log"))
            .start(name));
  }

  /** Waits until it has all its partitions and has restored their state. */
  void awaitRunning() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              jvm.checkAlive();
              return log().contains("to=\"RUNNING\"");
            });
  }

  /** Ends it in the middle of whatever it does. */
  void kill() {
    jvm.checkAlive();
    killed = true;
    jvm.kill();
  }

  /** Whether a test has killed it. */
  boolean killed() {
    return killed;
  }

  /** Tells it to stop, and waits until it has done so in order. */
  void stop() {
    jvm.terminate();
    assertThat(awaitEnd()).as("exit code of processor %s", name).isZero();
  }

  /** Waits until it has ended, and returns its exit code. */
  int awaitEnd() {
    assertThat(jvm.onExit()).as("processor %s ends", name).succeedsWithin(PATIENCE);
    return jvm.onExit().join();
  }

  boolean isAlive() {
    return jvm.isAlive();
  }

  /** The last generation of the group that it was a member of; 0 if it joined none. */
  int generation() {
    return find(GENERATION).stream()
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .max()
        .orElse(0);
  }

  /** How many records it has read from changelogs to restore the state of its active tasks. */
  long restoredRecords() {
    return find(RESTORED).stream().mapToLong(match -> Long.parseLong(match.group(2))).sum();
  }

  private List<MatchResult> find(Pattern pattern) {
    Matcher matcher = pattern.matcher(log());
    return matcher.results().toList();
  }

  /** The end of what it has logged, for people to read. */
  String tail() {
    List<String> lines = log().lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    return "--- processor " + name + ", end of its log:\n" + String.join("\n", last);
  }

  /** All that it has logged. */
  String log() {
    return jvm.output();
  }

  /** Ends it, if it hasn't ended. */
  @Override
  public void close() {
    jvm.close();
  }
}
