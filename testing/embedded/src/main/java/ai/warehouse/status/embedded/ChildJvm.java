package ai.warehouse.status.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in a JVM of its own, which can be killed, paused and stopped.
 *
 * <p>The child ends with this JVM, however this JVM ends and even if the child is paused: {@link
 * ChildMain} watches the child's standard input, whose other end this JVM holds.
 */
public final class ChildJvm implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int TAIL_LINES = 60;
  private static final String PAUSED = "paused";

  // Resumes the process when its input ends, and so when this JVM is gone. Ignores the signals that
  // a terminal or a time limit sends to all processes of a run.
  private static final String PAUSE =
      "trap '' HUP INT TERM; kill -STOP $1 && echo %s && cat > /dev/null; kill -CONT $1"
          .formatted(PAUSED);

  private final String name;
  private final Path log;
  private final long logStart;
  private final TemporaryFolder temporary;
  private final Process process;
  private Process pause;

  private ChildJvm(
      String name, Path log, long logStart, TemporaryFolder temporary, Process process) {
    this.name = name;
    this.log = log;
    this.logStart = logStart;
    this.temporary = temporary;
    this.process = process;
  }

  /** A child that runs the main class, on the class path of this JVM unless told otherwise. */
  public static Builder of(Class<?> main) {
    return of(main.getName());
  }

  /** A child that runs the main class of this name. */
  public static Builder of(String main) {
    return new Builder(main);
  }

  /** The child's process, for its id, its CPU time and its end. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Whether the child runs; true for a paused child, too. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit code when the child has ended. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** All that the child has printed since its start. */
  public String output() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, file.length() - logStart)];
      file.seek(logStart);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the output of " + name, e);
    }
  }

  /** An exception that says what is wrong with the child and ends with the child's last output. */
  public IllegalStateException failure(String what) {
    return new IllegalStateException(text(what));
  }

  /** Throws {@link #failure} if the child has ended. */
  public void checkAlive() {
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue());
    }
  }

  /**
   * Waits until the output has a match.
   *
   * @throws StartFailedException as {@link #awaitReady} does
   */
  public MatchResult awaitOutput(Pattern pattern, Duration timeout) throws InterruptedException {
    Matcher[] matcher = new Matcher[1];
    awaitReady(
        () -> {
          matcher[0] = pattern.matcher(output());
          return matcher[0].find();
        },
        timeout);
    return matcher[0].toMatchResult();
  }

  /**
   * Waits until a condition holds, which is looked at every few milliseconds.
   *
   * @throws StartFailedException with the last output, if the child ends before, or the time is up
   */
  public void awaitReady(BooleanSupplier ready, Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    while (!ready.getAsBoolean()) {
      if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new StartFailedException(text("ended with exit code " + process.exitValue()));
      }
      if (System.nanoTime() - start > timeout.toNanos()) {
        throw new StartFailedException(text("is not ready after " + timeout.toSeconds() + " s"));
      }
    }
  }

  private String text(String what) {
    List<String> lines = output().lines().toList();
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    return "%s %s; its last output:%n%s".formatted(name, what, String.join("\n", tail));
  }

  /** Sends a line that the child gets from {@link ChildMain#nextLine}; no effect after its end. */
  public synchronized void send(String line) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("cannot write to the input of " + name, e);
      }
    }
  }

  /** Halts the child (SIGSTOP) without the child's knowledge; no effect if paused already. */
  public synchronized void pause() {
    if (pause != null) {
      return;
    }
    try {
      String pid = Long.toString(process.pid());
      Process helper =
          new ProcessBuilder("sh", "-c", PAUSE, "sh", pid)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader answer = helper.inputReader();
      if (!PAUSED.equals(answer.readLine())) {
        throw failure("cannot be paused");
      }
      pause = helper;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pause " + name, e);
    }
  }

  /** Lets the child go on (SIGCONT) as if no time had passed; no effect if not paused. */
  public synchronized void resume() {
    if (pause == null) {
      return;
    }
    try {
      pause.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resume " + name, e);
    }
    pause.onExit().join();
    pause = null;
  }

  /** Tells the child to stop (SIGTERM), and returns at once. */
  public void terminate() {
    // Not Process.destroy, which also closes the child's input, and so halts the child.
    process.toHandle().destroy();
  }

  /**
   * Waits until the child has ended by itself or by {@link #terminate}.
   *
   * @return the exit code
   * @throws IllegalStateException with the last output, if the time is up before
   */
  public int awaitExit(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failure("has not ended after " + timeout.toSeconds() + " s");
    }
    return process.exitValue();
  }

  /** Ends the child (SIGKILL) in the middle of its work, and returns when the child is gone. */
  public synchronized void kill() {
    process.destroyForcibly().onExit().join();
    if (pause != null) {
      pause.destroyForcibly().onExit().join();
      pause = null;
    }
  }

  /** Kills the child if it runs, and deletes its temporary folder. */
  @Override
  public void close() {
    kill();
    temporary.close();
  }

  /** The options of a child; can start any number of children. */
  public static final class Builder {
    private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

    private final String main;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String classPath = System.getProperty("java.class.path");
    private List<String> arguments = List.of();
    private Path log;

    private Builder(String main) {
      this.main = main;
    }

    /** Adds options of the JVM, such as {@code -Xmx64m}. */
    public Builder options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    /** Spares start-up time and memory, for a child that lives for seconds or among a dozen. */
    public Builder quickStart() {
      return options(C1_ONLY, "-XX:+UseSerialGC");
    }

    /** {@link #quickStart}, if this JVM was started so, as those of a quick test run are. */
    public Builder quickStartAsThisJvm() {
      return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(C1_ONLY)
          ? quickStart()
          : this;
    }

    /** Replaces the class path; the module of this class is added to it. */
    public Builder classPath(String path) {
      classPath = path + File.pathSeparator + ownLocation();
      return this;
    }

    /** Adds variables to the environment, which otherwise is that of this JVM. */
    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** Replaces the arguments of the main class. */
    public Builder arguments(List<String> arguments) {
      this.arguments = List.copyOf(arguments);
      return this;
    }

    /** Appends the output to a file, which outlives the child; by default the output does not. */
    public Builder log(Path file) {
      log = file;
      return this;
    }

    /**
     * Starts a child and returns at once.
     *
     * @param name for messages
     * @throws StartFailedException if no JVM can be started
     */
    public ChildJvm start(String name) {
      // For what the JVM unpacks and leaves behind when killed, such as native libraries.
      TemporaryFolder temporary = TemporaryFolder.create("child-" + name + "-");
      try {
        Path output = log == null ? temporary.path().resolve("output.log") : log;
        long before = Files.exists(output) ? Files.size(output) : 0;
        ProcessBuilder builder =
            new ProcessBuilder(command(temporary.path()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return new ChildJvm(name, output, before, temporary, builder.start());
      } catch (IOException e) {
        temporary.close();
        throw new StartFailedException("cannot start a JVM for " + name, e);
      }
    }

    private List<String> command(Path temporary) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Djava.io.tmpdir=" + temporary);
      command.addAll(options);
      command.addAll(List.of("-cp", classPath, ChildMain.class.getName()));
      command.addAll(List.of(temporary.toString(), main));
      command.addAll(arguments);
      return command;
    }

    private static Path ownLocation() {
      try {
        return Path.of(ChildMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
