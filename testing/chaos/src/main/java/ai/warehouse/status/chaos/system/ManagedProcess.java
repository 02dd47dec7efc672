package ai.warehouse.status.chaos.system;

import ai.warehouse.status.embedded.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * One process of the system, under a supervisor that starts the process again when it ends by
 * itself.
 *
 * <p>Methods return when their work is done. Faults that take longer hold {@link #inUse()}.
 */
public final class ManagedProcess implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);
  private static final long RESTART_DELAY_MS = 1000;

  private final String name;
  private final ChildJvm.Builder program;
  private final BiConsumer<String, Integer> endedByItself;
  private final ReentrantLock inUse = new ReentrantLock(true);
  private ChildJvm child;
  private boolean wanted;

  /**
   * Creates a process that doesn't run yet.
   *
   * @param main has a method {@code main}
   * @param heapMb the JVM's {@code -Xmx}
   * @param logs the folder of the output, in {@code name.log}
   * @param endedByItself gets the name and the exit code
   */
  public ManagedProcess(
      String name,
      Class<?> main,
      int heapMb,
      List<String> arguments,
      Path logs,
      BiConsumer<String, Integer> endedByItself) {
    this.name = name;
    this.endedByItself = endedByItself;
    program =
        ChildJvm.of(main)
            .quickStart()
            .options(
                "-Xmx" + heapMb + "m",
                "-Dlogback.configurationFile=chaos-child-logback.xml",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local")
            .arguments(arguments)
            .log(logs.resolve(name + ".log"));
  }

  /** Returns the name of the process. */
  public String name() {
    return name;
  }

  /** Returns a lock to be held during a fault of this process. */
  public ReentrantLock inUse() {
    return inUse;
  }

  /** Starts the process, which must not run. */
  public synchronized void start() {
    close();
    wanted = true;
    ChildJvm started = program.start(name);
    child = started;
    started.onExit().thenAccept(exitCode -> ended(started, exitCode));
  }

  private void ended(ChildJvm one, int exitCode) {
    synchronized (this) {
      if (!wanted || child != one) {
        return;
      }
    }
    endedByItself.accept(name, exitCode);
    CompletableFuture.delayedExecutor(RESTART_DELAY_MS, TimeUnit.MILLISECONDS)
        .execute(() -> startAgain(one));
  }

  private synchronized void startAgain(ChildJvm one) {
    if (wanted && child == one) {
      start();
    }
  }

  /** Returns whether the process runs; true for a paused one, too. */
  public synchronized boolean isAlive() {
    return child != null && child.isAlive();
  }

  /** Ends the process (SIGKILL) in the middle of its work. */
  public synchronized void kill() {
    wanted = false;
    child.kill();
  }

  /** Halts the process (SIGSTOP) in the middle of its work; no effect unless it runs. */
  public synchronized void pause() {
    if (isAlive()) {
      child.pause();
    }
  }

  /** Lets the process go on (SIGCONT) as if no time had passed; no effect unless paused. */
  public synchronized void resume() {
    child.resume();
  }

  /** Stops the process (SIGTERM), and kills it after a minute; returns whether it has stopped. */
  public boolean stop() {
    ChildJvm one;
    synchronized (this) {
      wanted = false;
      one = child;
      one.terminate();
    }
    boolean stopped = exitCode(one, STOP_TIMEOUT).isPresent();
    kill();
    return stopped;
  }

  /** Sends the process a line; no effect unless it runs. */
  public synchronized void send(String line) {
    child.send(line);
  }

  /** Sends a line that makes the process end, starting it before if it doesn't run. */
  public synchronized void sendLast(String line) {
    if (!isAlive()) {
      start();
    }
    wanted = false;
    child.send(line);
  }

  /** Returns whether the process ends in that time, with exit code 0. */
  public boolean awaitEnd(Duration timeout) {
    ChildJvm one;
    synchronized (this) {
      one = child;
    }
    return exitCode(one, timeout).equals(Optional.of(0));
  }

  private static Optional<Integer> exitCode(ChildJvm one, Duration timeout) {
    return Optional.ofNullable(
        one.onExit().completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS).join());
  }

  /** Kills the process, if it was ever started. */
  @Override
  public synchronized void close() {
    wanted = false;
    if (child != null) {
      child.close();
    }
  }
}
