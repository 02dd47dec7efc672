package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Statuses, heads or counters that wait to be written, the newest of each item. An item has at most
 * one write in flight. After a write it rests for the linger time, so that what merely moves costs
 * one write for many changes; a snapshot that people wait for, because it says something else than
 * the last one written, ends the rest and goes before all others (SPEC §4). Not thread-safe.
 */
public final class SnapshotQueue extends TableQueue {
  /** The state of one item; removed when vacant. */
  private static final class Place {
    private final ItemWrite.Id id;
    private PendingWrite waiting;
    // Of the last write that was sent; null for the first, so that it differs from all.
    private List<Object> milestone;
    private boolean inFlight;
    private boolean failing;
    private long restedAtNanos;

    Place(ItemWrite.Id id) {
      this.id = id;
    }

    boolean mayGo() {
      return waiting != null && !inFlight && !failing;
    }

    // Compared when the write may go: what has changed and changed back needs no hurry.
    boolean isUrgent() {
      return mayGo() && !milestoneOf(waiting).equals(milestone);
    }

    private static List<Object> milestoneOf(PendingWrite snapshot) {
      return ((SnapshotWrite) snapshot.write()).milestone();
    }
  }

  private final Map<ItemWrite.Id, Place> places = new HashMap<>();
  // All items rest equally long, so they are in the order in which their rests end.
  private final Set<Place> resting = new LinkedHashSet<>();
  private final Set<Place> urgent = new LinkedHashSet<>();
  private final Set<Place> ready = new LinkedHashSet<>();
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
    Place place = places.computeIfAbsent(snapshot.id(), Place::new);
    if (place.waiting == null) {
      place.waiting = snapshot;
      count(snapshot, 1);
    } else {
      absorb(place.waiting, snapshot);
    }
    update(place);
  }

  @Override
  List<PendingWrite> takeFresh(long nowNanos, boolean flush, int max) {
    while (!resting.isEmpty() && nowNanos - first(resting).restedAtNanos >= 0) {
      endRest();
    }
    while (flush && urgent.isEmpty() && ready.isEmpty() && !resting.isEmpty()) {
      endRest();
    }
    Set<Place> next = urgent.isEmpty() ? ready : urgent;
    return next.isEmpty() ? List.of() : take(first(next), nowNanos);
  }

  private static Place first(Set<Place> places) {
    return places.iterator().next();
  }

  private void endRest() {
    Place place = first(resting);
    resting.remove(place);
    update(place);
  }

  private List<PendingWrite> take(Place place, long nowNanos) {
    PendingWrite snapshot = place.waiting;
    place.milestone = Place.milestoneOf(snapshot);
    place.waiting = null;
    place.inFlight = true;
    place.restedAtNanos = nowNanos + lingerNanos;
    resting.remove(place);
    resting.add(place);
    update(place);
    return List.of(snapshot);
  }

  @Override
  List<PendingWrite> takeRetry(long nowNanos, int max) {
    ItemWrite.Id id = retries.peek(nowNanos);
    if (id == null) {
      return List.of();
    }
    retries.take();
    return take(places.get(id), nowNanos);
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
      Place place = places.get(request.writes().get(0).id());
      place.failing = false;
      retries.forget(place.id, !stored.isEmpty());
      update(place);
    }
  }

  @Override
  void requeueRefused(PendingWrite snapshot) {
    update(putBack(snapshot));
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
    update(place);
  }

  private void update(Place place) {
    boolean rests = resting.contains(place);
    put(urgent, place, place.isUrgent());
    put(ready, place, place.mayGo() && !place.isUrgent() && !rests);
    if (place.waiting == null && !place.inFlight && !place.failing && !rests) {
      places.remove(place.id);
    }
  }

  // One that is there already keeps its turn.
  private static void put(Set<Place> places, Place place, boolean in) {
    if (in) {
      places.add(place);
    } else {
      places.remove(place);
    }
  }

  @Override
  List<PendingWrite> removeAbandoned() {
    List<PendingWrite> dropped = new ArrayList<>();
    for (Place place : List.copyOf(places.values())) {
      // Another sink may write the item now.
      place.milestone = null;
      if (place.waiting != null && place.waiting.isAbandoned()) {
        dropped.add(place.waiting);
        place.waiting = null;
        if (place.failing && !place.inFlight) {
          place.failing = false;
          retries.forget(place.id, false);
        }
      }
      update(place);
    }
    return dropped;
  }
}
