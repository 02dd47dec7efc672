package ai.warehouse.status.sink;

import ai.warehouse.status.service.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which writes fail and are retried, and says so once when that begins and once when it is
 * over: of each table that takes nothing, and of single keys and dead letters together.
 */
final class RetryState {
  /** A moment's throttling is business as usual: not worth a warning, nor to be not ready. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RetryState.class);

  private final SinkMetrics metrics;
  private final InstantSource clock;
  // Each for longer than the grace.
  private final Set<Watch> failing = new LinkedHashSet<>();
  private String error;

  RetryState(SinkMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Begins to watch the writes of one key of a table. */
  Watch watchKey(String table) {
    return new Watch("%d key(s) of " + table, false);
  }

  /** Begins to watch a table as a whole. */
  Watch watchTable(String table) {
    return new Watch("all of " + table, true);
  }

  /** Begins to watch one dead letter. */
  Watch watchDeadLetter() {
    return new Watch("%d dead letter(s)", false);
  }

  /** A request, or a dead letter, has failed and is to be sent again. */
  void retried(Throwable failure) {
    metrics.retried(FailureClassifier.decisive(failure).getClass().getSimpleName());
  }

  /** Returns down while something has been failing for more than {@link #GRACE}. */
  synchronized Health health() {
    List<String> reasons = new ArrayList<>();
    Map<String, Long> retried =
        failing.stream()
            .filter(watch -> watch.refusal == null)
            .collect(
                Collectors.groupingBy(watch -> watch.what, TreeMap::new, Collectors.counting()));
    if (!retried.isEmpty()) {
      List<String> what = new ArrayList<>();
      retried.forEach((format, count) -> what.add(format.formatted(count)));
      reasons.add("retrying: %s since %s: %s".formatted(error, since(), String.join(", ", what)));
    }
    for (Watch watch : failing) {
      if (watch.refusal != null) {
        reasons.add(
            "%s is refused since %s: %s".formatted(watch.what, watch.firstFailure, watch.refusal));
      }
    }
    return reasons.isEmpty() ? Health.ok() : Health.down(String.join("; ", reasons));
  }

  private Instant since() {
    return failing.stream().map(watch -> watch.firstFailure).min(Comparator.naturalOrder()).get();
  }

  /** Returns for how long something has been failing; zero as long as {@link #health} is up. */
  synchronized Duration duration() {
    return failing.isEmpty() ? Duration.ZERO : Duration.between(since(), clock.instant());
  }

  private synchronized void failing(Watch watch, Throwable wrapped) {
    Throwable failure = FailureClassifier.decisive(wrapped);
    error = name(failure);
    boolean first = failing.isEmpty();
    if (!failing.add(watch)) {
      return;
    }
    if (watch.refusal != null) {
      LOG.atError()
          .addKeyValue("what", watch.what)
          .addKeyValue("reason", watch.refusal)
          .log("Table refuses every record; they wait until it takes one");
    } else if (first || watch.isWhole) {
      LOG.atWarn()
          .addKeyValue("what", watch.what.formatted(1))
          .addKeyValue("error", error)
          .addKeyValue("since", watch.firstFailure)
          .addKeyValue("reason", failure.getMessage())
          .log("Writes fail and are retried");
    }
  }

  // That of missing credentials is the message: which, and why.
  private static String name(Throwable failure) {
    return failure instanceof CredentialsException
        ? failure.getMessage()
        : failure.getClass().getSimpleName();
  }

  private synchronized void over(Watch watch, boolean stored) {
    if (failing.remove(watch) && stored && (failing.isEmpty() || watch.isWhole)) {
      LOG.atInfo()
          .addKeyValue("what", watch.what.formatted(1))
          .addKeyValue("error", error)
          .addKeyValue("afterMs", Duration.between(watch.firstFailure, clock.instant()).toMillis())
          .log("Writes succeed again");
    }
  }

  /** What may fail, from its first failure to its end. For one thread at a time. */
  final class Watch {
    private final String what;
    private final boolean isWhole;
    private Instant firstFailure;
    private volatile String refusal;

    private Watch(String what, boolean isWhole) {
      this.what = what;
      this.isWhole = isWhole;
    }

    /** It has failed and will be tried again. */
    void failed(Throwable failure) {
      refusal = null;
      count(failure);
    }

    /** It was refused as if no item could be stored, and will be tried again. */
    void refused(Throwable failure) {
      refusal = StoreFailedException.reasonOf(failure);
      count(failure);
    }

    private void count(Throwable failure) {
      Instant now = clock.instant();
      firstFailure = firstFailure == null ? now : firstFailure;
      if (Duration.between(firstFailure, now).compareTo(GRACE) > 0) {
        failing(this, failure);
      }
    }

    /**
     * It will not be tried again.
     *
     * @param stored whether that is because it has succeeded
     */
    void ended(boolean stored) {
      if (firstFailure != null) {
        over(this, stored);
        firstFailure = null;
      }
    }
  }
}
