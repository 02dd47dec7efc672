package ai.warehouse.status.sink.write;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that one poll has returned from one partition, and how many of their writes are
 * unfinished. Thread-safe.
 */
public final class PolledBatch {
  private final TopicPartition partition;
  private final OffsetAndMetadata next;
  private final AtomicInteger holds = new AtomicInteger();
  private volatile boolean abandoned;

  /**
   * Creates a batch that nothing holds yet.
   *
   * @param next the offset after the batch, to be committed when the batch is stored
   */
  public PolledBatch(TopicPartition partition, OffsetAndMetadata next) {
    this.partition = partition;
    this.next = next;
  }

  /** Returns the partition of the records. */
  public TopicPartition partition() {
    return partition;
  }

  /** Returns the offset after the batch. */
  public OffsetAndMetadata next() {
    return next;
  }

  /** Adds an unfinished write. */
  public void hold() {
    holds.incrementAndGet();
  }

  /** Removes a write that is finished. */
  public void release() {
    holds.decrementAndGet();
  }

  /** Returns whether all writes are finished. */
  public boolean isStored() {
    return holds.get() == 0;
  }

  /** Returns whether no offset after the other batch is committed as long as this one is held. */
  boolean holdsBack(PolledBatch later) {
    return !abandoned && partition.equals(later.partition);
  }

  /** Notes that the partition was revoked: its next owner makes the unfinished writes. */
  public void abandon() {
    abandoned = true;
  }

  /** Returns whether the partition was revoked. */
  public boolean isAbandoned() {
    return abandoned;
  }
}
