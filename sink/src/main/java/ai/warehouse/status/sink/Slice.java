package ai.warehouse.status.sink;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll has brought from one partition, and how much of it is still to be stored. Any
 * thread may hold and release it.
 */
final class Slice {
  private final TopicPartition partition;
  private final OffsetAndMetadata next;
  private final AtomicInteger holds = new AtomicInteger();
  private volatile boolean abandoned;

  /**
   * Creates a slice that nothing holds yet.
   *
   * @param next the position behind it
   */
  Slice(TopicPartition partition, OffsetAndMetadata next) {
    this.partition = partition;
    this.next = next;
  }

  TopicPartition partition() {
    return partition;
  }

  OffsetAndMetadata next() {
    return next;
  }

  /** One thing more has to be done before it is stored. */
  void hold() {
    holds.incrementAndGet();
  }

  /** One thing is done. */
  void release() {
    holds.decrementAndGet();
  }

  boolean isStored() {
    return holds.get() == 0;
  }

  /** Returns whether as long as this one is held, no position behind the other is committed. */
  boolean holdsBack(Slice later) {
    return !abandoned && partition.equals(later.partition);
  }

  /** Its partition is another's now, who will store what is still to be stored. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
