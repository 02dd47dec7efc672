package ai.warehouse.status.sink;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The keys of one table whose writes have failed for a passing reason, each with the time before
 * which it isn't tried again. A key that is taken is in flight until it is told how that ended. Not
 * thread-safe.
 *
 * @param <K> says which
 */
final class Retries<K> {
  private static final class Entry<K> {
    private final K key;
    private final RetryState.Watch watch;
    private int failures;
    private long dueNanos;
    private boolean inFlight = true;

    private Entry(K key, RetryState.Watch watch) {
      this.key = key;
      this.watch = watch;
    }
  }

  private final Backoff backoff;
  private final RetryState state;
  private final String table;
  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final PriorityQueue<Entry<K>> waiting =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));

  Retries(String table, Backoff backoff, RetryState state) {
    this.table = table;
    this.backoff = backoff;
    this.state = state;
  }

  boolean contains(K key) {
    return entries.containsKey(key);
  }

  boolean isInFlight(K key) {
    return entries.containsKey(key) && entries.get(key).inFlight;
  }

  /**
   * A write of a key has failed, for the first time or again.
   *
   * @param progress whether another of the same request has not: then the wait is a short one
   */
  void failed(K key, boolean progress, Throwable why, long nowNanos) {
    Entry<K> entry = entries.computeIfAbsent(key, none -> new Entry<>(key, state.watchKey(table)));
    entry.failures = progress ? 1 : entry.failures + 1;
    entry.watch.failed(why);
    schedule(entry, nowNanos + backoff.after(entry.failures).toNanos());
  }

  /** A key is well again, but more of it waits and may go at once. */
  void succeeded(K key, long nowNanos) {
    Entry<K> entry = entries.get(key);
    entry.failures = 0;
    entry.watch.ended(true);
    schedule(entry, nowNanos);
  }

  private void schedule(Entry<K> entry, long dueNanos) {
    entry.dueNanos = dueNanos;
    entry.inFlight = false;
    waiting.add(entry);
  }

  /** Returns the key that may be tried again for longest; null if none may be. */
  K peek(long nowNanos) {
    Entry<K> first = waiting.peek();
    return first == null || nowNanos - first.dueNanos < 0 ? null : first.key;
  }

  /** Takes the key that {@link #peek} has returned. */
  void take() {
    waiting.remove().inFlight = true;
  }

  /**
   * Nothing of a key waits any more.
   *
   * @param stored whether that is because it is stored
   */
  void forget(K key, boolean stored) {
    Entry<K> entry = entries.remove(key);
    if (entry != null) {
      if (!entry.inFlight) {
        waiting.remove(entry);
      }
      entry.watch.ended(stored);
    }
  }
}
