package ai.warehouse.status.sink.read;

import ai.warehouse.status.sink.write.PolledBatch;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows the offset of each partition up to which everything is stored, whatever the order in which
 * writes finish. Not thread-safe, but other threads may release its batches.
 */
final class OffsetTracker {
  private static final int FEW = 1000;

  /** The batches of one partition, oldest first. */
  private static final class Partition {
    private Deque<PolledBatch> open = new ArrayDeque<>();
    private int many = FEW;

    void add(PolledBatch batch) {
      open.add(batch);
      if (open.size() >= many) {
        merge();
        many = Math.max(FEW, 2 * open.size());
      }
    }

    // Of neighbours that are stored the last says all. So the number of batches depends on how many
    // are unfinished, and not on how long ago the first of them was read.
    private void merge() {
      Deque<PolledBatch> merged = new ArrayDeque<>();
      for (PolledBatch batch : open) {
        if (!merged.isEmpty() && merged.peekLast().isStored() && batch.isStored()) {
          merged.removeLast();
        }
        merged.add(batch);
      }
      open = merged;
    }

    boolean isStored() {
      return open.stream().allMatch(PolledBatch::isStored);
    }
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /**
   * Begins the batch that a poll has returned from a partition, without records if the poll has
   * only passed a transaction marker.
   *
   * @param next the offset after the batch
   * @return the batch, held by the caller
   */
  PolledBatch begin(TopicPartition partition, OffsetAndMetadata next) {
    PolledBatch batch = new PolledBatch(partition, next);
    // Held, so not merged away.
    batch.hold();
    partitions.computeIfAbsent(partition, none -> new Partition()).add(batch);
    return batch;
  }

  /** Returns the offsets to commit that were not returned before. */
  Map<TopicPartition, OffsetAndMetadata> takeStored() {
    Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
    partitions.forEach(
        (name, partition) -> {
          Deque<PolledBatch> batches = partition.open;
          while (!batches.isEmpty() && batches.peek().isStored()) {
            stored.put(name, batches.poll().next());
          }
        });
    return stored;
  }

  /** Returns whether all records of these partitions are stored. */
  boolean areStored(Collection<TopicPartition> names) {
    return names.stream()
        .allMatch(name -> !partitions.containsKey(name) || partitions.get(name).isStored());
  }

  /** Returns whether all records are stored. */
  boolean areAllStored() {
    return areStored(partitions.keySet());
  }

  /** Returns how many batches are not yet returned, merged or forgotten. */
  int count() {
    return partitions.values().stream().mapToInt(partition -> partition.open.size()).sum();
  }

  /** Abandons the batches of partitions that were revoked. */
  void forget(Collection<TopicPartition> names) {
    for (TopicPartition name : names) {
      Partition partition = partitions.remove(name);
      if (partition != null) {
        partition.open.forEach(PolledBatch::abandon);
      }
    }
  }
}
