package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.item.ItemSize;
import ai.warehouse.status.sink.item.ItemWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A queued write and the polled batches whose offsets depend on it, including those of superseded
 * records. Not thread-safe.
 */
final class PendingWrite {
  // Eight attributes, each an object with its own text, and the record around them.
  private static final int OVERHEAD_BYTES = 2048;

  private final List<PolledBatch> batches = new ArrayList<>();
  private final ItemWrite.Id id;
  private ItemWrite write;
  private int itemSize;
  private boolean held;
  private OptionalLong refusedAt = OptionalLong.empty();

  /** Creates a write of a record of a batch, and holds that batch. */
  PendingWrite(ItemWrite write, PolledBatch batch) {
    this.id = write.id();
    this.write = write;
    this.itemSize = ItemSize.of(write.item());
    batches.add(batch);
    batch.hold();
  }

  ItemWrite write() {
    return write;
  }

  ItemWrite.Id id() {
    return id;
  }

  /** Returns the item's bytes as DynamoDB counts them. */
  int itemSize() {
    return itemSize;
  }

  /** Returns about how many bytes of memory the write takes. */
  long memory() {
    return memoryOf(write.source()) + itemSize;
  }

  /** Returns about how many bytes of memory a record takes, with the objects made of it. */
  static long memoryOf(ConsumerRecord<byte[], byte[]> source) {
    return (long) OVERHEAD_BYTES
        + Math.max(0, source.serializedKeySize())
        + Math.max(0, source.serializedValueSize());
  }

  /** Takes over another write of the same item, which supersedes this one or is dropped. */
  void absorb(PendingWrite later) {
    if (later.write.supersedes(write)) {
      write = later.write;
      itemSize = later.itemSize;
      refusedAt = later.refusedAt;
    }
    later.batches.forEach(this::add);
  }

  // The first batch of a partition holds all later ones back, so an item that changes often and
  // isn't stored for long takes no more memory than any other.
  private void add(PolledBatch batch) {
    if (batches.stream().anyMatch(earlier -> earlier.holdsBack(batch))) {
      batch.release();
    } else {
      batches.add(batch);
    }
  }

  /** Returns the partition that is paused when too much of it is held. */
  TopicPartition partition() {
    return batches.get(0).partition();
  }

  /** Returns whether the write has to wait, because its key or its table fails. */
  boolean isHeld() {
    return held;
  }

  void hold() {
    held = true;
  }

  /** Returns the {@link TableGate}'s count of successes at the refusal; empty if never refused. */
  OptionalLong refusedAt() {
    return refusedAt;
  }

  void refusedAt(long successes) {
    refusedAt = OptionalLong.of(successes);
  }

  /** Returns whether the write is left to the next owners of its partitions. */
  boolean isAbandoned() {
    return batches.stream().allMatch(PolledBatch::isAbandoned);
  }

  /** Releases all batches. */
  void done() {
    batches.forEach(PolledBatch::release);
  }
}
