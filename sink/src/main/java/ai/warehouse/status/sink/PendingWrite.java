package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * An item on its way into its table, and all the slices that wait for it: those of records that it
 * has made superfluous too. Not thread-safe.
 */
final class PendingWrite {
  // Eight attributes, each an object with its own text, and the record around them.
  private static final int OVERHEAD_BYTES = 2048;

  private final List<Slice> slices = new ArrayList<>();
  private final ItemWrite.Id id;
  private ItemWrite write;
  private int itemSize;
  private boolean held;
  private OptionalLong refusedAt = OptionalLong.empty();

  /** Creates a write that one slice waits for, and holds that slice. */
  PendingWrite(ItemWrite write, Slice slice) {
    this.id = write.id();
    this.write = write;
    this.itemSize = ItemSize.of(write.item());
    slices.add(slice);
    slice.hold();
  }

  ItemWrite write() {
    return write;
  }

  boolean isEvent() {
    return write.revision() == null;
  }

  ItemWrite.Id id() {
    return id;
  }

  /** Returns the item's bytes as DynamoDB counts them. */
  int itemSize() {
    return itemSize;
  }

  /** Returns about how many bytes of memory it takes. */
  long memory() {
    return memoryOf(write.source()) + itemSize;
  }

  /** Returns about how many bytes of memory a record takes, with what is made of it. */
  static long memoryOf(ConsumerRecord<byte[], byte[]> source) {
    return (long) OVERHEAD_BYTES
        + Math.max(0, source.serializedKeySize())
        + Math.max(0, source.serializedValueSize());
  }

  /**
   * Takes over what waits for another write of the same item. Of snapshots the one with the higher
   * revision is written, the later of equals; of events, which are immutable, the earlier.
   *
   * @return how many bytes of memory it takes more than before, less if negative
   */
  long absorb(PendingWrite later) {
    long before = memory();
    if (!isEvent() && later.write.revision() >= write.revision()) {
      write = later.write;
      itemSize = later.itemSize;
      refusedAt = later.refusedAt;
    }
    for (Slice slice : later.slices) {
      wait(slice);
    }
    return memory() - before;
  }

  // The first of a partition holds all later ones back, and an item that changes a lot and isn't
  // stored for long takes no more memory than any other.
  private void wait(Slice slice) {
    if (slices.stream().anyMatch(earlier -> earlier.holdsBack(slice))) {
      slice.release();
    } else {
      slices.add(slice);
    }
  }

  /** Returns the partition whose reading pauses when too much of it is held. */
  TopicPartition partition() {
    return slices.get(0).partition();
  }

  /** Returns whether it may not be written now, because its key or its table fails. */
  boolean isHeld() {
    return held;
  }

  void hold() {
    held = true;
  }

  /** Returns the {@link TableGate}'s count of successes when it was refused; empty if never. */
  OptionalLong refusedAt() {
    return refusedAt;
  }

  void refusedAt(long successes) {
    refusedAt = OptionalLong.of(successes);
  }

  /** Returns whether another sink has it to do. */
  boolean isAbandoned() {
    return slices.stream().allMatch(Slice::isAbandoned);
  }

  /** Tells all who wait that it is done. */
  void done() {
    slices.forEach(Slice::release);
  }
}
