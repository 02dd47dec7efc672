package ai.warehouse.status.sink;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows up to which position of each partition everything is stored, in whatever order that
 * happens. For one thread, while slices may be released by others.
 */
final class Positions {
  private static final int FEW = 1000;

  /** The slices of one partition, oldest first. */
  private static final class Partition {
    private Deque<Slice> open = new ArrayDeque<>();
    private int many = FEW;

    void add(Slice slice) {
      open.add(slice);
      if (open.size() >= many) {
        merge();
        many = Math.max(FEW, 2 * open.size());
      }
    }

    // Of neighbours that are stored the last says all. So their number is one of what waits, and
    // not of how long ago the first of that was read.
    private void merge() {
      Deque<Slice> merged = new ArrayDeque<>();
      for (Slice slice : open) {
        if (!merged.isEmpty() && merged.peekLast().isStored() && slice.isStored()) {
          merged.removeLast();
        }
        merged.add(slice);
      }
      open = merged;
    }

    boolean isStored() {
      return open.stream().allMatch(Slice::isStored);
    }
  }

  private final Map<TopicPartition, Partition> partitions = new HashMap<>();

  /**
   * Begins what a poll has brought from a partition, or only passed.
   *
   * @param next the position behind it
   */
  Slice begin(TopicPartition partition, OffsetAndMetadata next) {
    Slice slice = new Slice(partition, next);
    // Held by the caller from now on, and so not merged away.
    slice.hold();
    partitions.computeIfAbsent(partition, none -> new Partition()).add(slice);
    return slice;
  }

  /** Returns the positions to commit that were not returned before. */
  Map<TopicPartition, OffsetAndMetadata> takeStored() {
    Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
    partitions.forEach(
        (name, partition) -> {
          Deque<Slice> slices = partition.open;
          while (!slices.isEmpty() && slices.peek().isStored()) {
            stored.put(name, slices.poll().next());
          }
        });
    return stored;
  }

  /** Returns whether everything is stored that has come from these partitions. */
  boolean areStored(Collection<TopicPartition> names) {
    return names.stream()
        .allMatch(name -> !partitions.containsKey(name) || partitions.get(name).isStored());
  }

  /** Returns whether everything is stored. */
  boolean areAllStored() {
    return areStored(partitions.keySet());
  }

  /** Returns how many slices are not yet returned, merged or forgotten. */
  int count() {
    return partitions.values().stream().mapToInt(partition -> partition.open.size()).sum();
  }

  /** Abandons what has come from these partitions: they are another's. */
  void forget(Collection<TopicPartition> names) {
    for (TopicPartition name : names) {
      Partition partition = partitions.remove(name);
      if (partition != null) {
        partition.open.forEach(Slice::abandon);
      }
    }
  }
}
