package ai.warehouse.status.sink.write;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Knows whether a table takes anything at all. The gate closes when so many writes in a row have
 * failed or been refused that the fault can't be their own: one request at a time then probes the
 * table, with a backoff, and the first success opens the gate. Not thread-safe.
 */
final class TableGate {
  /**
   * So many failed keys in a row, none stored between them, close the gate: more than there are hot
   * builds at a time, few beside the thousands of keys that wait when a table or DynamoDB is away.
   */
  static final int MAX_FAILED_KEYS = 8;

  /**
   * So many refused records in a row, none stored between them, close the gate; the earlier ones
   * have become dead letters. Since every field was checked before, a record whose item DynamoDB
   * refuses is rare: three in a row say that the table is unfit.
   */
  static final int MAX_REFUSALS = 3;

  private final BackoffStrategy backoff;
  private final RetryState.Watch watch;
  private final Set<String> failedKeys = new HashSet<>();
  private int refusals;
  private long successes;
  private boolean closed;
  private boolean probing;
  private int failures;
  private long dueNanos;

  TableGate(String table, BackoffStrategy backoff, RetryState state) {
    this.backoff = backoff;
    this.watch = state.watchTable(table);
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns whether the table refuses its items, which only one item at a time can tell. */
  boolean isRefusing() {
    return refusals >= MAX_REFUSALS;
  }

  /** Returns whether a closed table may be probed now. */
  boolean mayProbe(long nowNanos) {
    return !probing && nowNanos - dueNanos >= 0;
  }

  /** A probe is sent. */
  void probe() {
    probing = true;
  }

  /** The probe has ended. */
  void probed() {
    probing = false;
  }

  /** The table has stored an item, or has a newer one. */
  void succeeded() {
    successes++;
    refusals = 0;
    open(true);
  }

  /** The table has refused a batch, which says only that the table is there. */
  void answered() {
    if (!isRefusing()) {
      open(false);
    }
  }

  /** Nothing waits that could probe the table; the count of refusals stays. */
  void idle() {
    open(false);
  }

  private void open(boolean stored) {
    failedKeys.clear();
    if (closed) {
      closed = false;
      watch.ended(stored);
    }
  }

  /**
   * A request has failed for a passing reason, and nothing of it was stored.
   *
   * @param key one of its keys
   */
  void failed(String key, boolean probe, Throwable why, long nowNanos) {
    failedKeys.add(key);
    boolean isWhole = closed || failedKeys.size() >= MAX_FAILED_KEYS;
    if (isWhole && close(probe, nowNanos)) {
      watch.failed(why);
    }
  }

  /**
   * One item was refused because of its content.
   *
   * @return whether the fault is the table's, so that the item has to wait; else the item's own
   */
  boolean refused(PendingWrite write, boolean probe, Throwable why, long nowNanos) {
    OptionalLong before = write.refusedAt();
    if (before.isPresent() && before.getAsLong() < successes) {
      return false; // refused twice, and the table has taken another between
    }
    answered();
    refusals++;
    if (!isRefusing()) {
      return false;
    }
    write.refusedAt(successes);
    if (close(probe, nowNanos)) {
      watch.refused(why);
    }
    return true;
  }

  // Returns false for requests that were in flight when the gate closed: they tell nothing new.
  private boolean close(boolean probe, long nowNanos) {
    if (closed && !probe) {
      return false;
    }
    failures = closed ? failures + 1 : 1;
    closed = true;
    dueNanos = nowNanos + backoff.computeDelay(failures + 1).toNanos();
    return true;
  }
}
