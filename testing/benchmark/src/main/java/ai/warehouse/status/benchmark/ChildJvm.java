package ai.warehouse.status.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a JVM of its own, which can be held while its input is being prepared. */
public final class ChildJvm implements AutoCloseable {
  private static final String OPTIONS = "bench.child.options";
  private static final int TAIL_LINES = 30;
  private static final int EXIT_SECONDS = 20;

  private final String name;
  private final Path log;
  private final Process process;
  private final Thread atExit;

  private ChildJvm(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    // A run that is interrupted must not leave it behind, perhaps held.
    atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts one on this JVM's class path, and returns at once.
   *
   * @param name of its log
   * @param folder gets its log and its temporary files
   */
  public static ChildJvm start(String name, Path folder, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Djava.io.tmpdir=" + folder));
    // For a profiler.
    String options = System.getProperty(OPTIONS, "");
    if (!options.isBlank()) {
      command.addAll(List.of(options.split(" ")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ChildJvm(name, log, process);
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns what it has computed so far. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Stops it in whatever it does, until {@link #goOn}. */
  public void hold() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  public void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw failure("could not be sent " + signal);
    }
  }

  /** Throws, with the end of its log, if it has ended. */
  public void checkAlive() {
    if (!process.isAlive()) {
      throw failure("has ended");
    }
  }

  /** Returns an exception that says what is wrong with it, with the end of its log. */
  public IllegalStateException failure(String what) {
    return new IllegalStateException("%s %s%n%s".formatted(name, what, tail()));
  }

  private String tail() {
    try {
      // Not strict: a line may end within a character while the child goes on writing.
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "its log can't be read: " + e;
    }
  }

  /** Ends it in the middle of whatever it does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
    close();
  }

  /** Lets it end in order, or ends it if that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
