package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.item.ItemWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Events that wait to be written, in batches as BatchWriteItem takes them. A batch that isn't full
 * is sent once no other was sent for the linger time: a quiet stream has no delay, and a busy one
 * full batches.
 *
 * <p>The events of a build that has failed wait apart until all of them are written, one request at
 * a time, so that they never fill the batches of others. Not thread-safe.
 */
public final class EventQueue extends TableQueue {
  /** The writes of one request. */
  private static final class Batch {
    private final List<PendingWrite> writes = new ArrayList<>();
    private final int max;
    private int bytes;

    private Batch(int max) {
      this.max = max;
    }

    boolean hasRoomFor(PendingWrite event) {
      return writes.isEmpty()
          || writes.size() < max && bytes + event.itemSize() <= DynamoDbWriter.MAX_BYTES;
    }

    void add(PendingWrite event) {
      writes.add(event);
      bytes += event.itemSize();
    }
  }

  // All writes that wait or are in flight.
  private final Map<ItemWrite.Id, PendingWrite> known = new HashMap<>();
  private final Deque<PendingWrite> waiting = new ArrayDeque<>();
  // The writes of refused batches, each to be sent alone.
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
  public EventQueue(
      String table, Duration linger, BackoffStrategy backoff, RetryState state, long nowNanos) {
    super(table, backoff, state);
    retries = new Retries<>(table, backoff, state);
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
  List<PendingWrite> takeFresh(long nowNanos, boolean flush, int max) {
    boolean quiet = nowNanos - quietAtNanos >= 0;
    Batch batch = new Batch(max);
    if (flush || quiet || waiting.size() >= DynamoDbWriter.MAX_ITEMS) {
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
  void requeue(
      Request request,
      Set<String> stored,
      List<PendingWrite> failed,
      Throwable why,
      long nowNanos) {
    Set<String> failedBuilds = builds(failed);
    if (request.retry()) {
      Set<String> others = builds(request.writes());
      others.removeAll(failedBuilds);
      others.forEach(build -> ended(build, stored.contains(build), why, nowNanos));
    } else {
      // A batch from before a build had failed says no more than the first one that failed.
      failedBuilds.removeIf(failing::containsKey);
    }
    for (int last = failed.size() - 1; last >= 0; last--) {
      PendingWrite event = failed.get(last);
      failing.computeIfAbsent(event.id().key(), none -> new ArrayDeque<>()).addFirst(event);
    }
    for (String build : failedBuilds) {
      retries.failed(build, stored.contains(build), why, nowNanos);
    }
  }

  // Of a build that was tried again, and of which the request has left nothing.
  private void ended(String build, boolean stored, Throwable why, long nowNanos) {
    if (failing.get(build).isEmpty()) {
      failing.remove(build);
      retries.forget(build, stored);
    } else if (stored) {
      retries.succeeded(build, nowNanos);
    } else {
      retries.failed(build, false, why, nowNanos);
    }
  }

  private static Set<String> builds(List<PendingWrite> events) {
    Set<String> builds = new HashSet<>();
    events.forEach(event -> builds.add(event.id().key()));
    return builds;
  }

  @Override
  List<PendingWrite> takeAlone() {
    return alone.isEmpty() ? List.of() : List.of(alone.poll());
  }

  @Override
  void requeueRefused(PendingWrite event) {
    alone.add(event);
  }

  @Override
  void remove(PendingWrite event) {
    known.remove(event.id());
  }

  /** Returns whether nothing waits but events of builds that have failed. */
  boolean isIdle() {
    return waiting.isEmpty() && alone.isEmpty();
  }

  @Override
  List<PendingWrite> removeAbandoned() {
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
