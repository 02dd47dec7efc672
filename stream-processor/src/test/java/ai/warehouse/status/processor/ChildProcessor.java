package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  private final Path log;
  private final Process process;
  private boolean killed;

  private ChildProcessor(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a processor and returns at once.
   *
   * @param folder gets the log, as {@code name.log}, and temporary files
   * @param settings keys of {@link ProcessorSettings} and their values
   */
  static ChildProcessor start(String name, Path folder, Map<String, String> settings) {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command(folder, settings))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    try {
      return new ChildProcessor(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the processor " + name, e);
    }
  }

  private static List<String> command(Path folder, Map<String, String> settings) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // Quick to start, as it lives for seconds only.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Libraries are unpacked there, and a killed processor leaves them behind.
                "-Djava.io.tmpdir=" + folder,
                "-Dlogback.configurationFile=child-processor-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ProcessorMain.class.getName()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return command;
  }

  /** Waits until it has all its partitions and has restored their state. */
  void awaitRunning() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(process.isAlive()).as("processor %s is alive", name).isTrue();
              return log().contains("to=\"RUNNING\"");
            });
  }

  /** Ends it in the middle of whatever it does. */
  void kill() {
    assertThat(process.isAlive()).as("processor %s is alive", name).isTrue();
    killed = true;
    process.destroyForcibly();
    awaitEnd();
  }

  /** Whether a test has killed it. */
  boolean killed() {
    return killed;
  }

  /** Tells it to stop, and waits until it has done so in order. */
  void stop() {
    process.destroy();
    assertThat(awaitEnd()).as("exit code of processor %s", name).isZero();
  }

  /** Tells it to stop, and returns at once. */
  void terminate() {
    process.destroy();
  }

  /** Waits until it has ended, and returns its exit code. */
  int awaitEnd() {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("processor %s ends", name)
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while processor " + name + " ends", e);
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
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
    try {
      // Not strict: a line may end within a character while the child goes on writing.
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of processor " + name, e);
    }
  }

  /** Ends it, if it hasn't ended. */
  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }
}
