package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that wait to be written, in batches as BatchWriteItem takes them. A batch that isn't full
 * is written when none was for the linger time, so that a quiet stream has no delay and a busy one
 * full batches. Not thread-safe.
 */
final class EventQueue {
  /** What BatchWriteItem takes at most. */
  static final int MAX_ITEMS = 25;

  /**
   * The most bytes of items in a request. It may have 16 MB, and JSON makes up to six bytes of one:
   * so this holds whatever the text.
   */
  static final int MAX_BYTES = 16 * 1024 * 1024 / 6 - 64 * 1024;

  private final Map<ItemWrite.Id, PendingWrite> waiting = new LinkedHashMap<>();
  private final Map<ItemWrite.Id, PendingWrite> inFlight = new HashMap<>();
  private final long lingerNanos;
  private long quietAtNanos;

  /**
   * Creates an empty queue.
   *
   * @param nowNanos the time, of System.nanoTime
   */
  EventQueue(Duration linger, long nowNanos) {
    lingerNanos = linger.toNanos();
    quietAtNanos = nowNanos;
  }

  /**
   * Adds an event, or lets it wait for the same event that is here already.
   *
   * @return how many bytes of memory are taken more than before
   */
  long add(PendingWrite event) {
    PendingWrite earlier = inFlight.getOrDefault(event.id(), waiting.get(event.id()));
    if (earlier != null) {
      return earlier.absorb(event);
    }
    waiting.put(event.id(), event);
    return event.memory();
  }

  /** Takes a batch that is full, or that need not wait any longer; empty if there is none. */
  List<PendingWrite> next(long nowNanos) {
    boolean quiet = nowNanos - quietAtNanos >= 0;
    return quiet || waiting.size() >= MAX_ITEMS ? nextInHurry(nowNanos) : List.of();
  }

  /** Takes a batch of what there is; empty if there is nothing. */
  List<PendingWrite> nextInHurry(long nowNanos) {
    List<PendingWrite> batch = new ArrayList<>();
    int bytes = 0;
    for (Iterator<PendingWrite> all = waiting.values().iterator(); all.hasNext(); ) {
      PendingWrite event = all.next();
      bytes += event.itemSize();
      if (batch.size() == MAX_ITEMS || !batch.isEmpty() && bytes > MAX_BYTES) {
        break;
      }
      batch.add(event);
      inFlight.put(event.id(), event);
      all.remove();
    }
    if (!batch.isEmpty()) {
      quietAtNanos = nowNanos + lingerNanos;
    }
    return batch;
  }

  /** Returns whether no event waits. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** An event that was taken is written. */
  void done(PendingWrite event) {
    inFlight.remove(event.id());
  }

  /** Drops the events that another sink has to write, and returns them. */
  List<PendingWrite> dropAbandoned() {
    List<PendingWrite> dropped =
        waiting.values().stream().filter(PendingWrite::isAbandoned).toList();
    dropped.forEach(event -> waiting.remove(event.id()));
    return dropped;
  }
}
