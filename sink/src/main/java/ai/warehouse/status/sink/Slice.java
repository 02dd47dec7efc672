package ai.warehouse.status.sink;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What one poll has brought from one partition, and how much of it is still to be stored. Any
 * thread may hold and release it.
 */
final class Slice {
  private final OffsetAndMetadata next;
  private final AtomicInteger holds = new AtomicInteger();
  private volatile boolean abandoned;

  /**
   * Creates a slice that nothing holds yet.
   *
   * @param next the position behind it
   */
  Slice(OffsetAndMetadata next) {
    this.next = next;
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

  /** Its partition is another's now, who will store what is still to be stored. */
  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }
}
