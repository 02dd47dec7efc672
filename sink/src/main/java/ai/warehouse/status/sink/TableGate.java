package ai.warehouse.status.sink;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Knows whether a table takes anything at all. If so many in a row have failed or been refused that
 * it can't be their own fault, it closes: then one request at a time tries, with a back-off, and
 * the first success opens it. Not thread-safe.
 */
final class TableGate {
  /**
   * So many keys in a row, none of them stored, close it. More than there are hot builds at a time;
   * few against the thousands of keys that wait when a table or the whole database is away.
   */
  static final int MAX_FAILED_KEYS = 8;

  /**
   * So many refused records in a row, none stored between them, close it; those before have become
   * dead letters. A record whose item DynamoDB refuses for what it is, is rare as every field was
   * checked before: three in a row say that the table is unfit.
   */
  static final int MAX_REFUSALS = 3;

  private final Backoff backoff;
  private final RetryState.Watch watch;
  private final Set<String> failedKeys = new HashSet<>();
  private int refusals;
  private long successes;
  private boolean closed;
  private boolean probing;
  private int failures;
  private long dueNanos;

  TableGate(String table, Backoff backoff, RetryState state) {
    this.backoff = backoff;
    this.watch = state.watchTable(table);
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns whether the table refuses what it is given, which only one item at a time can tell. */
  boolean isRefusing() {
    return refusals >= MAX_REFUSALS;
  }

  /** Returns whether, closed, it may be tried now. */
  boolean mayProbe(long nowNanos) {
    return !probing && nowNanos - dueNanos >= 0;
  }

  /** It is being tried. */
  void probe() {
    probing = true;
  }

  /** What tried it has ended. */
  void probed() {
    probing = false;
  }

  /** The table has taken something, or has said that it has something newer. */
  void succeeded() {
    successes++;
    refusals = 0;
    open(true);
  }

  /** It is there and refuses something, which says no more than that it is there. */
  void answered() {
    if (!isRefusing()) {
      open(false);
    }
  }

  /** Nothing waits that could try it; what it has refused still tells what it is. */
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
   * One item was refused for what it is.
   *
   * @return whether it is the table's fault, so that the item has to wait; else the item's own
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

  // Returns false for what was in flight when it closed, whose failures tell nothing new.
  private boolean close(boolean probe, long nowNanos) {
    if (closed && !probe) {
      return false;
    }
    failures = closed ? failures + 1 : 1;
    closed = true;
    dueNanos = nowNanos + backoff.after(failures).toNanos();
    return true;
  }
}
