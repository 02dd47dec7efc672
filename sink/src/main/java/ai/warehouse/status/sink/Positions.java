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
  private final Map<TopicPartition, Deque<Slice>> open = new HashMap<>();

  /**
   * Begins what a poll has brought from a partition, or only passed.
   *
   * @param next the position behind it
   */
  Slice begin(TopicPartition partition, OffsetAndMetadata next) {
    Slice slice = new Slice(next);
    open.computeIfAbsent(partition, none -> new ArrayDeque<>()).add(slice);
    return slice;
  }

  /** Returns the positions to commit that were not returned before. */
  Map<TopicPartition, OffsetAndMetadata> takeStored() {
    Map<TopicPartition, OffsetAndMetadata> stored = new HashMap<>();
    open.forEach(
        (partition, slices) -> {
          while (!slices.isEmpty() && slices.peek().isStored()) {
            stored.put(partition, slices.poll().next());
          }
        });
    return stored;
  }

  /** Returns whether everything is stored that has come from these partitions. */
  boolean areStored(Collection<TopicPartition> partitions) {
    return partitions.stream().allMatch(this::isStored);
  }

  /** Returns whether everything is stored. */
  boolean areAllStored() {
    return areStored(open.keySet());
  }

  /** Returns how many slices are not yet returned or forgotten. */
  int count() {
    return open.values().stream().mapToInt(Deque::size).sum();
  }

  private boolean isStored(TopicPartition partition) {
    return open.getOrDefault(partition, new ArrayDeque<>()).stream().allMatch(Slice::isStored);
  }

  /** Abandons what has come from these partitions: they are another's. */
  void forget(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Deque<Slice> slices = open.remove(partition);
      if (slices != null) {
        slices.forEach(Slice::abandon);
      }
    }
  }
}
