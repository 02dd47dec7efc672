package ai.warehouse.status.sink;

import ai.warehouse.status.service.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether writes are failing and being retried, and says so once when it begins and once when
 * it is over.
 */
final class RetryState {
  /** A moment's throttling is business as usual: not worth a warning, nor to be not ready. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RetryState.class);

  private final SinkMetrics metrics;
  private final InstantSource clock;
  private int failing;
  private Instant since;
  private String error;

  RetryState(SinkMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Begins to watch one write. */
  Watch watch() {
    return new Watch();
  }

  /** Returns down while a write has been failing for more than {@link #GRACE}. */
  synchronized Health health() {
    return failing == 0 ? Health.ok() : Health.down("retrying: " + error + " since " + since);
  }

  /** Returns for how long a write has been failing; zero as long as {@link #health} is up. */
  synchronized Duration duration() {
    return failing == 0 ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  private synchronized void failing(Instant began, Throwable failure) {
    error = name(failure);
    failing++;
    if (failing == 1) {
      since = began;
      LOG.atWarn()
          .addKeyValue("error", error)
          .addKeyValue("since", since)
          .addKeyValue("reason", failure.getMessage())
          .log("Writes fail and are retried");
    }
  }

  private synchronized void failingStill(Throwable failure) {
    error = name(failure);
  }

  // That of missing credentials is the message: which, and why.
  private static String name(Throwable failure) {
    return failure instanceof CredentialsException
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }

  private synchronized void over(boolean stored) {
    failing--;
    if (failing == 0 && stored) {
      LOG.atInfo()
          .addKeyValue("error", error)
          .addKeyValue("afterMs", Duration.between(since, clock.instant()).toMillis())
          .log("Writes succeed again");
    }
  }

  /** One write from its first attempt to its end. */
  final class Watch {
    private Instant firstFailure;
    private boolean counted;

    private Watch() {}

    /** An attempt has failed and there will be another. */
    void failed(Throwable wrapped) {
      Throwable failure = FailureClassifier.decisive(wrapped);
      metrics.retried(failure.getClass().getSimpleName());
      Instant now = clock.instant();
      firstFailure = firstFailure == null ? now : firstFailure;
      if (counted) {
        failingStill(failure);
      } else if (Duration.between(firstFailure, now).compareTo(GRACE) > 0) {
        counted = true;
        failing(firstFailure, failure);
      }
    }

    /** There will be no other attempt. */
    void ended(boolean stored) {
      if (counted) {
        counted = false;
        over(stored);
      }
    }
  }
}
