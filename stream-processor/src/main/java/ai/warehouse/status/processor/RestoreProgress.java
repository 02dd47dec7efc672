package ai.warehouse.status.processor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the records that have still to be restored from changelogs. Thread-safe. */
final class RestoreProgress implements StateRestoreListener {
  private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();

  @Override
  public void onRestoreStart(
      TopicPartition changelog, String store, long startingOffset, long endingOffset) {
    left.put(changelog, Math.max(0, endingOffset - startingOffset));
  }

  @Override
  public void onBatchRestored(
      TopicPartition changelog, String store, long batchEndOffset, long restored) {
    left.computeIfPresent(changelog, (unused, records) -> Math.max(0, records - restored));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long restored) {
    left.remove(changelog);
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long restored) {
    left.remove(changelog);
  }

  /** Returns how many records have still to be restored. */
  long records() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }
}
