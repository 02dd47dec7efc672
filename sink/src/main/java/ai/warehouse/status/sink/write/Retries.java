package ai.warehouse.status.sink.write;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The keys of one table whose writes have failed for a passing reason, each with the time of its
 * next attempt. A key that is taken is in flight until the outcome of its request is known. Not
 * thread-safe.
 *
 * @param <K> the key
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

  private final BackoffStrategy backoff;
  private final RetryState state;
  private final String table;
  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final PriorityQueue<Entry<K>> waiting =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos - b.dueNanos));

  Retries(String table, BackoffStrategy backoff, RetryState state) {
    this.table = table;
    this.backoff = backoff;
    this.state = state;
  }

  boolean isInFlight(K key) {
    return entries.containsKey(key) && entries.get(key).inFlight;
  }

  /**
   * A write of a key has failed, for the first time or again.
   *
   * @param progress whether another write of the key was stored: the wait is a short one then
   */
  void failed(K key, boolean progress, Throwable why, long nowNanos) {
    Entry<K> entry = entries.computeIfAbsent(key, none -> new Entry<>(key, state.watchKey(table)));
    entry.failures = progress ? 1 : entry.failures + 1;
    entry.watch.failed(why);
    schedule(entry, nowNanos + backoff.computeDelay(entry.failures + 1).toNanos());
  }

  /** Writes of a key were stored, and more of them wait, which may be sent at once. */
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

  /** Returns the key that has been due for longest; null if none is due. */
  K peek(long nowNanos) {
    Entry<K> first = waiting.peek();
    return first == null || nowNanos - first.dueNanos < 0 ? null : first.key;
  }

  /** Takes the key that {@link #peek} has returned. */
  void take() {
    waiting.remove().inFlight = true;
  }

  /**
   * No write of a key waits any more.
   *
   * @param stored whether the last ones were stored
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
