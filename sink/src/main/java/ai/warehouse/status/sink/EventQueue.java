package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events that wait to be written, in batches as BatchWriteItem takes them. A batch that isn't full
 * is written when none was for the linger time, so that a quiet stream has no delay and a busy one
 * full batches.
 *
 * <p>The events of a build that has failed wait apart until all of them are written, one request at
 * a time, so that they never fill the batches of others.
 */
final class EventQueue extends TableQueue {
  /** What BatchWriteItem takes at most. */
  static final int MAX_ITEMS = 25;

  /**
   * The most bytes of items in a request. It may have 16 MB, and JSON makes up to six bytes of one:
   * so this holds whatever the text.
   */
  static final int MAX_BYTES = 16 * 1024 * 1024 / 6 - 64 * 1024;

  /** What is put into one request. */
  private static final class Batch {
    private final List<PendingWrite> writes = new ArrayList<>();
    private final int max;
    private int bytes;

    private Batch(int max) {
      this.max = max;
    }

    boolean hasRoomFor(PendingWrite event) {
      return writes.isEmpty() || writes.size() < max && bytes + event.itemSize() <= MAX_BYTES;
    }

    void add(PendingWrite event) {
      writes.add(event);
      bytes += event.itemSize();
    }
  }

  // All that wait or are in flight.
  private final Map<ItemWrite.Id, PendingWrite> known = new HashMap<>();
  private final Deque<PendingWrite> waiting = new ArrayDeque<>();
  // Of a batch that was refused, each to be written alone.
  private final Deque<PendingWrite> alone = new ArrayDeque<>();
  private final Map<String, Deque<PendingWrite>> failing = new HashMap<>();
  private final Retries<String> retries;
  private final long lingerNanos;
  private long quietAtNanos;

  /**
   * Creates an empty queue.
   *
   * @param nowNanos the time, of System.nanoTime
   */
  EventQueue(TableGate gate, Retries<String> retries, Duration linger, long nowNanos) {
    super(gate);
    this.retries = retries;
    lingerNanos = linger.toNanos();
    quietAtNanos = nowNanos;
  }

  @Override
  void add(PendingWrite event) {
    PendingWrite earlier = known.putIfAbsent(event.id(), event);
    if (earlier == null) {
      count(event, 1);
      enqueue(event);
    } else {
      absorb(earlier, event);
    }
  }

  private void enqueue(PendingWrite event) {
    if (failing.containsKey(event.id().key())) {
      setApart(event);
    } else {
      waiting.add(event);
    }
  }

  private void setApart(PendingWrite event) {
    hold(event);
    failing.get(event.id().key()).add(event);
  }

  @Override
  List<PendingWrite> takeFresh(long nowNanos, boolean hurry, int max) {
    boolean quiet = nowNanos - quietAtNanos >= 0;
    Batch batch = new Batch(max);
    if (hurry || quiet || waiting.size() >= MAX_ITEMS) {
      fill(batch);
    }
    if (!batch.writes.isEmpty()) {
      quietAtNanos = nowNanos + lingerNanos;
    }
    return batch.writes;
  }

  private void fill(Batch batch) {
    while (!waiting.isEmpty()) {
      if (failing.containsKey(waiting.peek().id().key())) {
        setApart(waiting.poll());
      } else if (batch.hasRoomFor(waiting.peek())) {
        batch.add(waiting.poll());
      } else {
        break;
      }
    }
  }

  @Override
  List<PendingWrite> takeRetry(long nowNanos, int max) {
    Batch batch = new Batch(max);
    for (String build = retries.peek(nowNanos);
        build != null && batch.hasRoomFor(failing.get(build).peek());
        build = retries.peek(nowNanos)) {
      retries.take();
      Deque<PendingWrite> events = failing.get(build);
      while (!events.isEmpty() && batch.hasRoomFor(events.peek())) {
        batch.add(events.poll());
      }
    }
    return batch.writes;
  }

  @Override
  void takeBack(Request request, List<PendingWrite> failed, Throwable why, long nowNanos) {
    Set<String> failedBuilds = builds(failed);
    // A batch from before a build had failed says no more than the one that has told first.
    failedBuilds.removeIf(build -> failing.containsKey(build) && !request.retry());
    for (int last = failed.size() - 1; last >= 0; last--) {
      PendingWrite event = failed.get(last);
      failing.computeIfAbsent(event.id().key(), none -> new ArrayDeque<>()).addFirst(event);
    }
    Set<String> progress = new HashSet<>();
    for (PendingWrite write : request.writes()) {
      if (!known.containsKey(write.id())) {
        progress.add(write.id().key());
      }
    }
    for (String build : failedBuilds) {
      retries.failed(build, progress.contains(build), why, nowNanos);
    }
  }

  private static Set<String> builds(List<PendingWrite> events) {
    Set<String> builds = new HashSet<>();
    events.forEach(event -> builds.add(event.id().key()));
    return builds;
  }

  @Override
  void settle(Request request, List<PendingWrite> failed, long nowNanos) {
    if (!request.retry()) {
      return;
    }
    Set<String> well = builds(request.writes());
    well.removeAll(builds(failed));
    for (String build : well) {
      // Those of others that came meanwhile may have been dropped.
      if (failing.get(build).isEmpty()) {
        failing.remove(build);
        retries.forget(build, true);
      } else {
        retries.succeeded(build, nowNanos);
      }
    }
  }

  @Override
  List<PendingWrite> takeAlone() {
    return alone.isEmpty() ? List.of() : List.of(alone.poll());
  }

  @Override
  void takeBackRefused(PendingWrite event) {
    alone.add(event);
  }

  @Override
  void forget(PendingWrite event) {
    known.remove(event.id());
  }

  @Override
  boolean isIdle() {
    return waiting.isEmpty() && alone.isEmpty();
  }

  @Override
  List<PendingWrite> takeAbandoned() {
    List<PendingWrite> dropped = new ArrayList<>();
    drop(waiting, dropped);
    drop(alone, dropped);
    failing.values().forEach(events -> drop(events, dropped));
    failing
        .entrySet()
        .removeIf(
            build -> {
              boolean gone = build.getValue().isEmpty() && !retries.isInFlight(build.getKey());
              if (gone) {
                retries.forget(build.getKey(), false);
              }
              return gone;
            });
    dropped.forEach(event -> known.remove(event.id()));
    return dropped;
  }

  private static void drop(Deque<PendingWrite> events, List<PendingWrite> dropped) {
    for (PendingWrite event : events) {
      if (event.isAbandoned()) {
        dropped.add(event);
      }
    }
    events.removeIf(PendingWrite::isAbandoned);
  }
}
