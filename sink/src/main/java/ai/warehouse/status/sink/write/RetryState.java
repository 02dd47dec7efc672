package ai.warehouse.status.sink.write;

import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.sink.dynamodb.StoreFailedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which writes fail and are retried, and logs the beginning and the end of that once: for
 * each table that takes nothing, and for single keys and dead letters together. Thread-safe.
 */
public final class RetryState {
  /** How long a write may fail before the sink warns and is not ready. */
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RetryState.class);

  private final InstantSource clock;
  // Only those that have been failing for longer than the grace.
  private final Set<Watch> failing = new LinkedHashSet<>();
  private String error;

  /** Creates a state in which nothing fails. */
  public RetryState(InstantSource clock) {
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

  /** Returns down while a write has been failing for more than a second. */
  public synchronized Health health() {
    List<String> reasons = new ArrayList<>();
    List<Watch> retried = failing.stream().filter(watch -> watch.refusal == null).toList();
    if (!retried.isEmpty()) {
      Map<String, Long> counts =
          retried.stream()
              .collect(
                  Collectors.groupingBy(watch -> watch.what, TreeMap::new, Collectors.counting()));
      List<String> what = new ArrayList<>();
      counts.forEach((format, count) -> what.add(format.formatted(count)));
      reasons.add(
          "retrying: %s since %s: %s".formatted(error, since(retried), String.join(", ", what)));
    }
    for (Watch watch : failing) {
      if (watch.refusal != null) {
        reasons.add(
            "%s is refused since %s: %s".formatted(watch.what, watch.firstFailure, watch.refusal));
      }
    }
    return reasons.isEmpty() ? Health.ok() : Health.down(String.join("; ", reasons));
  }

  private static Instant since(Collection<Watch> watches) {
    return Collections.min(watches.stream().map(watch -> watch.firstFailure).toList());
  }

  /** Returns for how long a write has been failing; zero as long as {@link #health} is up. */
  public synchronized Duration duration() {
    return failing.isEmpty() ? Duration.ZERO : Duration.between(since(failing), clock.instant());
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

  // Of missing credentials the message says which and why.
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

  /** A key, a table or a dead letter, from the first failure to the end. Not thread-safe. */
  final class Watch {
    private final String what;
    private final boolean isWhole;
    private Instant firstFailure;
    private volatile String refusal;

    private Watch(String what, boolean isWhole) {
      this.what = what;
      this.isWhole = isWhole;
    }

    /** An attempt has failed and another will be made. */
    void failed(Throwable failure) {
      refusal = null;
      count(failure);
    }

    /** The table refuses every item, and will be tried again. */
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
     * No attempt will be made any more.
     *
     * @param stored whether the last one has succeeded
     */
    void ended(boolean stored) {
      if (firstFailure != null) {
        over(this, stored);
        firstFailure = null;
      }
    }
  }
}
