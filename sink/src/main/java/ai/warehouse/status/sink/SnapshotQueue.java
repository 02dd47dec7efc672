package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statuses, heads or counters that wait to be written, one of each item: the newest. None is
 * written while it is being written, nor again before it has rested for the linger time, so that
 * the first change after a quiet time has no delay and many at a time cost one write.
 */
final class SnapshotQueue extends TableQueue {
  /** What there is about one item; gone when there is nothing. */
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
  // All rest equally long, so in the order in which they began.
  private final Deque<ItemWrite.Id> resting = new ArrayDeque<>();
  private final Deque<ItemWrite.Id> ready = new ArrayDeque<>();
  private final Retries<ItemWrite.Id> retries;
  private final long lingerNanos;

  SnapshotQueue(TableGate gate, Retries<ItemWrite.Id> retries, Duration linger) {
    super(gate);
    this.retries = retries;
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
    settle(snapshot.id(), place);
  }

  @Override
  List<PendingWrite> takeFresh(long nowNanos, boolean hurry, int max) {
    while (!resting.isEmpty() && nowNanos - places.get(resting.peek()).restedAtNanos >= 0) {
      endRest();
    }
    while (hurry && ready.isEmpty() && !resting.isEmpty()) {
      endRest();
    }
    return ready.isEmpty() ? List.of() : take(ready.poll(), nowNanos);
  }

  private void endRest() {
    ItemWrite.Id id = resting.poll();
    Place place = places.get(id);
    place.resting = false;
    settle(id, place);
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
  List<PendingWrite> takeAlone() {
    return List.of();
  }

  @Override
  void takeBack(Request request, List<PendingWrite> failed, Throwable why, long nowNanos) {
    for (PendingWrite snapshot : failed) {
      Place place = takeBack(snapshot);
      place.failing = true;
      retries.failed(snapshot.id(), false, why, nowNanos);
    }
  }

  @Override
  void takeBackRefused(PendingWrite snapshot) {
    settle(snapshot.id(), takeBack(snapshot));
  }

  private Place takeBack(PendingWrite snapshot) {
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
  void forget(PendingWrite snapshot) {
    Place place = places.get(snapshot.id());
    place.inFlight = false;
    settle(snapshot.id(), place);
  }

  @Override
  void settle(Request request, List<PendingWrite> failed, long nowNanos) {
    if (request.retry() && failed.isEmpty()) {
      ItemWrite.Id id = request.writes().get(0).id();
      Place place = places.get(id);
      place.failing = false;
      retries.forget(id, true);
      settle(id, place);
    }
  }

  private void settle(ItemWrite.Id id, Place place) {
    if (place.mayGo()) {
      ready.add(id);
    } else if (place.isVacant()) {
      places.remove(id);
    }
  }

  @Override
  boolean isIdle() {
    return ready.isEmpty();
  }

  @Override
  List<PendingWrite> takeAbandoned() {
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
