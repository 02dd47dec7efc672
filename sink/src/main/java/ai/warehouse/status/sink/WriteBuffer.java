package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * All that was read and is not stored yet: a queue for each table, and the memory that they take
 * together. Not thread-safe.
 */
final class WriteBuffer {
  private final Function<ItemWrite, TableQueue> newQueue;
  private final long maxBytes;
  private final Map<String, TableQueue> queues = new HashMap<>();
  private final List<TableQueue> ofEvents = new ArrayList<>();
  private final List<TableQueue> ofSnapshots = new ArrayList<>();
  private long otherBytes;
  private int turn;
  private boolean full;
  private boolean hurrying;

  /**
   * Creates an empty buffer.
   *
   * @param newQueue creates the queue of an item's table
   * @param maxBytes from how many bytes of memory on it is full
   */
  WriteBuffer(Function<ItemWrite, TableQueue> newQueue, long maxBytes) {
    this.newQueue = newQueue;
    this.maxBytes = maxBytes;
  }

  /** Adds what one slice waits for. */
  void add(ItemWrite write, Slice slice) {
    PendingWrite pending = new PendingWrite(write, slice);
    TableQueue queue = queues.get(write.table());
    if (queue == null) {
      queue = newQueue.apply(write);
      queues.put(write.table(), queue);
      (pending.isEvent() ? ofEvents : ofSnapshots).add(queue);
    }
    queue.add(pending);
  }

  /** Counts memory that something beside the writes takes, or takes no longer if negative. */
  void grow(long bytes) {
    otherBytes += bytes;
  }

  /**
   * Takes what is to be written next, each table in its turn.
   *
   * @param events whether events, else snapshots
   * @param retry whether what has failed and may be tried again
   * @return null if there is nothing now
   */
  Request next(boolean events, boolean retry, long nowNanos) {
    List<TableQueue> tables = events ? ofEvents : ofSnapshots;
    // With no room to read more and nothing else to write there is nothing to wait for.
    boolean hurry =
        hurrying || isFull() && (events || ofEvents.stream().allMatch(TableQueue::isIdle));
    for (int i = 0; i < tables.size(); i++) {
      turn++;
      Request next = tables.get(Math.floorMod(turn, tables.size())).next(nowNanos, hurry, retry);
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  /** Drops what another sink has to write. */
  void dropAbandoned() {
    queues.values().forEach(TableQueue::dropAbandoned);
  }

  /** Makes all be written without delay, or no longer. */
  void hurry(boolean on) {
    hurrying = on;
  }

  /**
   * Returns whether nothing more should be added now: until half is written of what can be written
   * now. What can't, takes of the room for that only half of its bytes, as much of it may have come
   * before it failed. So all together never take more than twice the memory, and one poll.
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
   * Returns the partitions of which no more should be added now, as too much has come of them that
   * can't be written: more than all of such leave free of half the memory, so that a few may take
   * most of that, and more than their share of it, so that many have their part too.
   *
   * @param partitions how many there are
   */
  Set<TopicPartition> stuck(int partitions) {
    long half = maxBytes / 2;
    long most = Math.max(half / partitions, half - heldBytes());
    Set<TopicPartition> stuck = new HashSet<>();
    queues.values().forEach(queue -> stuck.addAll(queue.heldMoreThan(most)));
    return stuck;
  }

  /** Returns whether something is on its way of these partitions, or a dead letter of any. */
  boolean mayFinish(Collection<TopicPartition> partitions) {
    return otherBytes > 0
        || queues.values().stream().anyMatch(queue -> queue.hasWritable(partitions));
  }

  long bytes() {
    return otherBytes + sum(queues.values());
  }

  private static long sum(Collection<TableQueue> queues) {
    return queues.stream().mapToLong(TableQueue::bytes).sum();
  }
}
