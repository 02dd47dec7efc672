package ai.warehouse.status.sink;

import java.util.List;

/** All that was read and is not stored yet, and what of it may be written now. Not thread-safe. */
final class WriteBuffer {
  private final EventQueue events;
  private final SnapshotQueue snapshots;
  private final long maxBytes;
  private long bytes;
  private boolean full;
  private boolean hurrying;

  /**
   * Creates an empty buffer.
   *
   * @param maxBytes from how many bytes of memory on it is full
   */
  WriteBuffer(EventQueue events, SnapshotQueue snapshots, long maxBytes) {
    this.events = events;
    this.snapshots = snapshots;
    this.maxBytes = maxBytes;
  }

  /** Adds what one slice waits for. */
  void add(ItemWrite write, Slice slice) {
    PendingWrite pending = new PendingWrite(write, slice);
    grow(pending.isEvent() ? events.add(pending) : snapshots.add(pending));
  }

  /** Counts memory that something beside the writes takes. */
  void grow(long more) {
    bytes += more;
    full = full || bytes >= maxBytes;
  }

  /** Counts memory no longer. */
  void shrink(long less) {
    bytes -= less;
    full = full && bytes >= maxBytes / 2;
  }

  /** Takes the events that are to be written next, in one request; empty if there are none now. */
  List<PendingWrite> nextEvents(long nowNanos) {
    return hurrying || full ? events.nextInHurry(nowNanos) : events.next(nowNanos);
  }

  /** Takes the snapshot that is to be written next; empty if there is none now. */
  List<PendingWrite> nextSnapshot(long nowNanos) {
    PendingWrite next = snapshots.next(nowNanos);
    // With no room to read more and nothing else to write there is nothing to wait for.
    if (next == null && (hurrying || full && events.isEmpty())) {
      next = snapshots.nextInHurry(nowNanos);
    }
    return next == null ? List.of() : List.of(next);
  }

  /** What was taken is written. */
  void done(List<PendingWrite> written) {
    for (PendingWrite write : written) {
      if (write.isEvent()) {
        events.done(write);
      } else {
        snapshots.done(write);
      }
      shrink(write.memory());
      write.done();
    }
  }

  /** Drops what another sink has to write. */
  void dropAbandoned() {
    events.dropAbandoned().forEach(write -> shrink(write.memory()));
    snapshots.dropAbandoned().forEach(write -> shrink(write.memory()));
  }

  /** Makes all be written without delay, or no longer. */
  void hurry(boolean on) {
    hurrying = on;
  }

  /** Returns whether no more should be added now: until half of it is written. */
  boolean isFull() {
    return full;
  }

  long bytes() {
    return bytes;
  }
}
