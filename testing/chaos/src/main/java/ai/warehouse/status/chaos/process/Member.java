package ai.warehouse.status.chaos.process;

import ai.warehouse.status.embedded.Signals;
import ai.warehouse.status.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One process of the system, under a supervisor that starts it again when it ends by itself.
 *
 * <p>Methods return when what they do is done. Faults that take longer hold {@link #inUse()}.
 */
public final class Member implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
  private static final long RESTART_DELAY_MS = 1000;

  private final String name;
  private final Program program;
  private final Folders folders;
  private final Supplier<List<String>> arguments;
  private final BiConsumer<String, Integer> endedByItself;
  private final ReentrantLock inUse = new ReentrantLock(true);
  private Process process;
  private boolean wanted;
  private boolean paused;

  /**
   * What to run.
   *
   * @param main has a method {@code main}
   * @param heapMb the JVM's {@code -Xmx}
   */
  public record Program(Class<?> main, int heapMb) {}

  /**
   * Where things go.
   *
   * @param logs gets what it prints, as {@code name.log}
   * @param temporary gets what a killed process leaves behind, as libraries it has unpacked
   */
  public record Folders(Path logs, Path temporary) {}

  /**
   * Creates a process that isn't running.
   *
   * @param arguments asked for at each start
   * @param endedByItself gets its name and exit code
   */
  public Member(
      String name,
      Program program,
      Folders folders,
      Supplier<List<String>> arguments,
      BiConsumer<String, Integer> endedByItself) {
    this.name = name;
    this.program = program;
    this.folders = folders;
    this.arguments = arguments;
    this.endedByItself = endedByItself;
  }

  /** Returns what it is called. */
  public String name() {
    return name;
  }

  /** Returns a lock to be held by whoever does something to it that takes a while. */
  public ReentrantLock inUse() {
    return inUse;
  }

  /** Starts it. */
  public synchronized void start() {
    try {
      wanted = true;
      paused = false;
      TemporaryFolder temporary = new TemporaryFolder(folders.temporary.resolve(name));
      if (Files.exists(temporary.path())) {
        temporary.close();
      }
      Files.createDirectories(temporary.path());
      Process started =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folders.logs.resolve(name + ".log").toFile()))
              .start();
      process = started;
      started.onExit().thenAccept(this::ended);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + program.heapMb + "m",
                // Quick to start, and small, as there are a dozen on a few cores.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folders.temporary.resolve(name),
                "-Dlogback.configurationFile=chaos-child-logback.xml",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName(),
                program.main.getName()));
    command.addAll(arguments.get());
    return command;
  }

  private void ended(Process one) {
    synchronized (this) {
      if (!wanted || process != one) {
        return;
      }
    }
    endedByItself.accept(name, one.exitValue());
    CompletableFuture.delayedExecutor(RESTART_DELAY_MS, TimeUnit.MILLISECONDS)
        .execute(() -> startAgain(one));
  }

  private synchronized void startAgain(Process one) {
    if (wanted && process == one) {
      start();
    }
  }

  /** Returns whether it runs, be it paused. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Ends it in the middle of whatever it does. */
  public synchronized void kill() {
    wanted = false;
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Halts it in the middle of whatever it does; does nothing if it isn't running. */
  public synchronized void pause() {
    if (isAlive()) {
      Signals.pause(process.pid());
      paused = true;
    }
  }

  /** Lets it go on as if no time had passed; does nothing if it isn't paused. */
  public synchronized void resume() {
    if (paused && isAlive()) {
      Signals.resume(process.pid());
    }
    paused = false;
  }

  /** Tells it to stop, and kills it if it hasn't in a minute; returns whether it had. */
  public boolean stop() throws InterruptedException {
    Process one;
    synchronized (this) {
      wanted = false;
      one = process;
      one.destroy();
    }
    boolean stopped = one.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    kill();
    return stopped;
  }

  /** Tells it something; does nothing if it isn't running. */
  public synchronized void tell(String order) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((order + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("cannot speak to " + name, e);
      }
    }
  }

  /** Tells it something that makes it end by itself, and doesn't start it again then. */
  public synchronized void tellToEnd(String order) {
    if (!isAlive()) {
      start();
    }
    wanted = false;
    tell(order);
  }

  /** Returns whether it ends in that time, with exit code 0. */
  public boolean awaitEnd(Duration timeout) throws InterruptedException {
    Process one;
    synchronized (this) {
      one = process;
    }
    return one.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) && one.exitValue() == 0;
  }

  /** Kills it, if it ever ran. */
  @Override
  public synchronized void close() {
    if (process != null) {
      kill();
    }
  }
}
