package ai.warehouse.status.service;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the start for the service's dependencies, for a limited time: readiness shows the wait,
 * and a warning is logged every 15 s.
 */
public final class StartupWait implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartupWait.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(15);

  private final Lifecycle lifecycle;
  private final Duration limit;
  private final Duration pause;
  private final long began = System.nanoTime();
  private boolean closed;

  /** Starts the clock of {@link CommonSettings#STARTUP_TIMEOUT_MS}, which all waits share. */
  public StartupWait(Settings settings, Lifecycle lifecycle) {
    this(settings.getMillis(CommonSettings.STARTUP_TIMEOUT_MS), PAUSE, lifecycle);
  }

  StartupWait(Duration limit, Duration pause, Lifecycle lifecycle) {
    this.limit = limit;
    this.pause = pause;
    this.lifecycle = lifecycle;
  }

  /**
   * Makes attempts until one succeeds.
   *
   * @param mayPass returns whether another attempt makes sense after a failure
   * @param attempt must end within seconds, as it is not interrupted
   * @return what the attempt returned
   * @throws StartupException if the time is over; names the dependency, the last failure and the
   *     remedy
   * @throws CancellationException after {@link #close}
   * @throws RuntimeException the attempt's failure, unchanged, if {@code mayPass} returns false
   */
  public <T> T until(
      StartupDependency what, Predicate<RuntimeException> mayPass, Supplier<T> attempt) {
    Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    lifecycle.waitingFor(what.name());
    long nextLog = System.nanoTime();
    boolean told = false;
    while (true) {
      RuntimeException failure;
      try {
        T result = attempt.get();
        lifecycle.starting();
        if (told) {
          LOG.atInfo().addKeyValue("for", what.name()).log("Waiting is over");
        }
        return result;
      } catch (RuntimeException e) {
        failure = e;
      }
      if (!mayPass.test(failure)) {
        throw failure;
      }
      lifecycle.waitingFor("%s since %s: %s".formatted(what.name(), since, reason(failure)));
      long left = limit.toNanos() - (System.nanoTime() - began);
      if (left <= 0) {
        throw late(what, failure);
      }
      if (System.nanoTime() - nextLog >= 0) {
        told = true;
        nextLog = System.nanoTime() + LOG_INTERVAL.toNanos();
        LOG.atWarn()
            .addKeyValue("for", what.name())
            .addKeyValue("reason", reason(failure))
            .addKeyValue("givesUpInSeconds", Duration.ofNanos(left).toSeconds())
            .log("Waiting");
      }
      pause(left);
    }
  }

  private StartupException late(StartupDependency what, RuntimeException failure) {
    return new StartupException(
        "%s was not there within %d ms (%s): %s. %s"
            .formatted(
                what.name(),
                limit.toMillis(),
                CommonSettings.STARTUP_TIMEOUT_MS,
                reason(failure),
                what.remedy()),
        failure);
  }

  private static String reason(RuntimeException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private synchronized void pause(long atMostNanos) {
    long until = System.nanoTime() + Math.min(pause.toNanos(), atMostNanos);
    try {
      for (long left = until - System.nanoTime();
          !closed && left > 0;
          left = until - System.nanoTime()) {
        // At least 1, as 0 would wait for ever.
        wait(1 + left / 1_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting at the start");
    }
    if (closed) {
      throw new CancellationException("stopped while waiting at the start");
    }
  }

  /** Ends the current wait, and lets later ones end at their first failure. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
