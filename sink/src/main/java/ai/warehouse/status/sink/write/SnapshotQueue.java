package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.item.ItemWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Statuses, heads or counters that wait to be written, the newest of each item. An item has at most
 * one write in flight and is not sent again before it has rested for the linger time: the first
 * change after a quiet time has no delay, and many changes in a short time cost one write. Not
 * thread-safe.
 */
public final class SnapshotQueue extends TableQueue {
  /** The state of one item; removed when vacant. */
  private static final class Place {
    private PendingWrite waiting;
    private boolean inFlight;
    private boolean failing;
    private boolean resting;
    private long restedAtNanos;

    boolean mayGo() {
      return waiting != null && !inFlight && !failing && !resting;
    }

    boolean isVacant() {
      return waiting == null && !inFlight && !failing && !resting;
    }
  }

  private final Map<ItemWrite.Id, Place> places = new HashMap<>();
  // All items rest equally long, so they are in the order in which their rests end.
  private final Deque<ItemWrite.Id> resting = new ArrayDeque<>();
  private final Deque<ItemWrite.Id> ready = new ArrayDeque<>();
  private final Retries<ItemWrite.Id> retries;
  private final long lingerNanos;

  /** Creates an empty queue. */
  public SnapshotQueue(String table, Duration linger, BackoffStrategy backoff, RetryState state) {
    super(table, backoff, state);
    retries = new Retries<>(table, backoff, state);
    lingerNanos = linger.toNanos();
  }

  @Override
  void add(PendingWrite snapshot) {
    Place place = places.computeIfAbsent(snapshot.id(), none -> new Place());
    if (place.waiting != null) {
      absorb(place.waiting, snapshot);
      return;
    }
    place.waiting = snapshot;
    count(snapshot, 1);
    update(snapshot.id(), place);
  }

  @Override
  List<PendingWrite> takeFresh(long nowNanos, boolean flush, int max) {
    while (!resting.isEmpty() && nowNanos - places.get(resting.peek()).restedAtNanos >= 0) {
      endRest();
    }
    while (flush && ready.isEmpty() && !resting.isEmpty()) {
      endRest();
    }
    return ready.isEmpty() ? List.of() : take(ready.poll(), nowNanos);
  }

  private void endRest() {
    ItemWrite.Id id = resting.poll();
    Place place = places.get(id);
    place.resting = false;
    update(id, place);
  }

  private List<PendingWrite> take(ItemWrite.Id id, long nowNanos) {
    Place place = places.get(id);
    PendingWrite snapshot = place.waiting;
    place.waiting = null;
    place.inFlight = true;
    if (!place.resting) {
      place.resting = true;
      place.restedAtNanos = nowNanos + lingerNanos;
      resting.add(id);
    }
    return List.of(snapshot);
  }

  @Override
  List<PendingWrite> takeRetry(long nowNanos, int max) {
    ItemWrite.Id id = retries.peek(nowNanos);
    if (id == null) {
      return List.of();
    }
    retries.take();
    return take(id, nowNanos);
  }

  @Override
  void requeue(
      Request request,
      Set<String> stored,
      List<PendingWrite> failed,
      Throwable why,
      long nowNanos) {
    for (PendingWrite snapshot : failed) {
      putBack(snapshot).failing = true;
      retries.failed(snapshot.id(), false, why, nowNanos);
    }
    if (request.retry() && failed.isEmpty()) {
      ItemWrite.Id id = request.writes().get(0).id();
      Place place = places.get(id);
      place.failing = false;
      retries.forget(id, !stored.isEmpty());
      update(id, place);
    }
  }

  @Override
  void requeueRefused(PendingWrite snapshot) {
    update(snapshot.id(), putBack(snapshot));
  }

  private Place putBack(PendingWrite snapshot) {
    Place place = places.get(snapshot.id());
    place.inFlight = false;
    if (place.waiting != null) {
      count(place.waiting, -1);
      absorb(snapshot, place.waiting);
    }
    place.waiting = snapshot;
    return place;
  }

  @Override
  void remove(PendingWrite snapshot) {
    Place place = places.get(snapshot.id());
    place.inFlight = false;
    update(snapshot.id(), place);
  }

  private void update(ItemWrite.Id id, Place place) {
    if (place.mayGo()) {
      ready.add(id);
    } else if (place.isVacant()) {
      places.remove(id);
    }
  }

  @Override
  List<PendingWrite> removeAbandoned() {
    List<PendingWrite> dropped = new ArrayList<>();
    places.forEach(
        (id, place) -> {
          if (place.waiting != null && place.waiting.isAbandoned()) {
            dropped.add(place.waiting);
            place.waiting = null;
            if (place.failing && !place.inFlight) {
              place.failing = false;
              retries.forget(id, false);
            }
          }
        });
    ready.removeIf(id -> places.get(id).waiting == null);
    places.values().removeIf(Place::isVacant);
    return dropped;
  }
}
