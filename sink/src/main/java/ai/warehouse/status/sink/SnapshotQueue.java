package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Statuses, heads and counters that wait to be written, one of each item: the newest. None is
 * written while it is being written, nor again before it has rested for the linger time, so that
 * the first change after a quiet time has no delay and many at a time cost one write. Not
 * thread-safe.
 */
final class SnapshotQueue {
  /** What there is about one item; gone when it neither waits, nor is in flight, nor rests. */
  private static final class Place {
    private PendingWrite waiting;
    private boolean inFlight;
    private boolean resting;
    private long restedAtNanos;

    boolean mayGo() {
      return waiting != null && !inFlight && !resting;
    }

    boolean isVacant() {
      return waiting == null && !inFlight && !resting;
    }
  }

  private final Map<ItemWrite.Id, Place> places = new HashMap<>();
  // All rest equally long, so in the order in which they began.
  private final Deque<ItemWrite.Id> resting = new ArrayDeque<>();
  private final Deque<ItemWrite.Id> ready = new ArrayDeque<>();
  private final long lingerNanos;

  SnapshotQueue(Duration linger) {
    lingerNanos = linger.toNanos();
  }

  /**
   * Adds a snapshot, or lets it take the place of the one that waits, if it is newer.
   *
   * @return how many bytes of memory are taken more than before
   */
  long add(PendingWrite snapshot) {
    Place place = places.computeIfAbsent(snapshot.id(), none -> new Place());
    if (place.waiting != null) {
      return place.waiting.absorb(snapshot);
    }
    place.waiting = snapshot;
    settle(snapshot.id(), place);
    return snapshot.memory();
  }

  /** Takes the snapshot that may be written for longest; null if there is none. */
  PendingWrite next(long nowNanos) {
    while (!resting.isEmpty() && nowNanos - places.get(resting.peek()).restedAtNanos >= 0) {
      endRest();
    }
    return take(nowNanos);
  }

  /** Takes one that should rest, if no other may be written; null if there is none. */
  PendingWrite nextInHurry(long nowNanos) {
    while (ready.isEmpty() && !resting.isEmpty()) {
      endRest();
    }
    return take(nowNanos);
  }

  private void endRest() {
    ItemWrite.Id id = resting.poll();
    Place place = places.get(id);
    place.resting = false;
    settle(id, place);
  }

  private PendingWrite take(long nowNanos) {
    ItemWrite.Id id = ready.poll();
    if (id == null) {
      return null;
    }
    Place place = places.get(id);
    PendingWrite snapshot = place.waiting;
    place.waiting = null;
    place.inFlight = true;
    place.resting = true;
    place.restedAtNanos = nowNanos + lingerNanos;
    resting.add(id);
    return snapshot;
  }

  /** A snapshot that was taken is written. */
  void done(PendingWrite snapshot) {
    Place place = places.get(snapshot.id());
    place.inFlight = false;
    settle(snapshot.id(), place);
  }

  private void settle(ItemWrite.Id id, Place place) {
    if (place.mayGo()) {
      ready.add(id);
    } else if (place.isVacant()) {
      places.remove(id);
    }
  }

  /** Drops the snapshots that another sink has to write, and returns them. */
  List<PendingWrite> dropAbandoned() {
    List<PendingWrite> dropped = new ArrayList<>();
    for (Place place : places.values()) {
      if (place.waiting != null && place.waiting.isAbandoned()) {
        dropped.add(place.waiting);
        place.waiting = null;
      }
    }
    ready.removeIf(id -> places.get(id).waiting == null);
    places.values().removeIf(Place::isVacant);
    return dropped;
  }
}
