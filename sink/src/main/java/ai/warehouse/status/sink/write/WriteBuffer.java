package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.item.ItemWrite;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * All writes that are not stored yet: the queues of events and of snapshots, how many requests each
 * of the two may have in flight, and the memory that all take together. Not thread-safe.
 */
public final class WriteBuffer {
  /** Writes that have failed take one in so many of the requests in flight, but at least one. */
  private static final int RETRY_SHARE = 4;

  /**
   * When nothing was added for so long, more changes of the same items are not worth waiting for.
   */
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  /** Queues that take turns, and the limit of their requests in flight. */
  private static final class Lane {
    private final List<? extends TableQueue> queues;
    private final int limit;
    private int turn;
    private int requests;
    private int retries;
    private boolean lastWasRetry;

    private Lane(List<? extends TableQueue> queues, int limit) {
      this.queues = queues;
      this.limit = limit;
    }

    // Writes that have failed and those that have not take turns, so that neither wait for all of
    // the other.
    Request take(long nowNanos, boolean flush) {
      if (requests >= limit) {
        return null;
      }
      boolean mayRetry = retries < Math.max(1, limit / RETRY_SHARE);
      boolean retryFirst = mayRetry && !lastWasRetry;
      Request next = next(nowNanos, flush, retryFirst);
      if (next == null && mayRetry) {
        next = next(nowNanos, flush, !retryFirst);
      }
      if (next != null) {
        requests++;
        retries += next.retry() ? 1 : 0;
        lastWasRetry = next.retry();
      }
      return next;
    }

    private Request next(long nowNanos, boolean flush, boolean retry) {
      for (int i = 0; i < queues.size(); i++) {
        turn++;
        Request next = queues.get(Math.floorMod(turn, queues.size())).next(nowNanos, flush, retry);
        if (next != null) {
          return next;
        }
      }
      return null;
    }

    void ended(Request request) {
      requests--;
      retries -= request.retry() ? 1 : 0;
    }
  }

  private final EventQueue events;
  private final Map<String, TableQueue> queues = new HashMap<>();
  private final Lane eventLane;
  private final Lane snapshotLane;
  private final long maxBytes;
  private long otherBytes;
  private boolean full;
  private boolean flushing;
  private long addedNanos;

  /**
   * Creates an empty buffer.
   *
   * @param events the queue of the one table of events
   * @param snapshots a queue for each other table
   * @param concurrency how many requests for events, and how many for snapshots, may be in flight:
   *     each their own, so that a table that can't be written doesn't stop the others
   * @param maxBytes from how many bytes of memory on the buffer is full
   */
  public WriteBuffer(
      EventQueue events, List<SnapshotQueue> snapshots, int concurrency, long maxBytes) {
    this.events = events;
    this.maxBytes = maxBytes;
    eventLane = new Lane(List.of(events), concurrency);
    snapshotLane = new Lane(snapshots, concurrency);
    Stream.concat(Stream.of(events), snapshots.stream())
        .forEach(queue -> queues.put(queue.table(), queue));
  }

  /** Adds a write of a record of a batch. */
  void add(ItemWrite write, PolledBatch batch, long nowNanos) {
    addedNanos = nowNanos;
    queues.get(write.table()).add(new PendingWrite(write, batch));
  }

  /** Counts memory of dead letters, or no longer if negative. */
  void grow(long bytes) {
    otherBytes += bytes;
  }

  /** Takes the snapshot that is to be sent next; null if there is none to send now. */
  Request takeSnapshot(long nowNanos) {
    boolean quiet = nowNanos - addedNanos >= QUIET_NANOS;
    // With no room to read more and no event to send there is nothing to wait for.
    return snapshotLane.take(nowNanos, flushing || quiet || isFull() && events.isIdle());
  }

  /** Takes the events that are to be sent next; null if there are none to send now. */
  Request takeEvents(long nowNanos) {
    return eventLane.take(nowNanos, flushing || isFull());
  }

  /** Notes that a request is no longer in flight. */
  void ended(Request request) {
    (request.queue() == events ? eventLane : snapshotLane).ended(request);
  }

  /** Drops the writes that are left to other sinks. */
  void dropAbandoned() {
    queues.values().forEach(TableQueue::dropAbandoned);
  }

  /** Makes all writes be sent without linger time, or no longer. */
  void flush(boolean on) {
    flushing = on;
  }

  /**
   * Returns whether nothing more should be added now: from full until half of the writes that can
   * be sent are stored. Those that can't be sent take only half of their bytes from the room for
   * the others, as many of them may have come before the first failed. So all together never take
   * more than twice the memory, and one poll.
   */
  boolean isFull() {
    long held = heldBytes();
    long writable = bytes() - held;
    long room = maxBytes - held / 2;
    full = writable >= room || full && writable >= room / 2;
    return full;
  }

  private long heldBytes() {
    return queues.values().stream().mapToLong(TableQueue::heldBytes).sum();
  }

  /**
   * Returns the partitions of which nothing more should be added now, because too many of their
   * writes can't be sent: more than all such writes leave free of half the memory, so that a few
   * partitions may take most of that half, and more than a share of that half, so that many
   * partitions have their part too.
   *
   * @param partitions how many there are
   */
  Set<TopicPartition> partitionsToPause(int partitions) {
    long half = maxBytes / 2;
    long most = Math.max(half / partitions, half - heldBytes());
    Set<TopicPartition> result = new HashSet<>();
    queues.values().forEach(queue -> result.addAll(queue.partitionsHolding(most)));
    return result;
  }

  /** Returns whether a write of these partitions is on its way, or a dead letter of any. */
  boolean mayFinish(Collection<TopicPartition> partitions) {
    return otherBytes > 0
        || queues.values().stream().anyMatch(queue -> queue.hasWritable(partitions));
  }

  /** Returns about how many bytes of memory all writes and dead letters take. */
  long bytes() {
    return otherBytes + queues.values().stream().mapToLong(TableQueue::bytes).sum();
  }
}
