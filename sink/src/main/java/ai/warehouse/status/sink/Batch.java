package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What one poll has brought, on its way into the tables. */
final class Batch {
  private final Map<TopicPartition, OffsetAndMetadata> next;
  private final Completion stored;

  /**
   * Creates a batch.
   *
   * @param next the positions behind it
   * @param stored completes when all of it is stored
   */
  Batch(Map<TopicPartition, OffsetAndMetadata> next, CompletableFuture<Void> stored) {
    this.next = new HashMap<>(next);
    this.stored = new Completion(stored);
  }

  /** Returns the positions to commit when it is stored. */
  Map<TopicPartition, OffsetAndMetadata> next() {
    return Collections.unmodifiableMap(next);
  }

  /** Commits nothing for these partitions any more: they are another's. */
  void forget(Collection<TopicPartition> partitions) {
    next.keySet().removeAll(partitions);
  }

  boolean concerns(Collection<TopicPartition> partitions) {
    return !Collections.disjoint(next.keySet(), partitions);
  }

  /** Waits until it is stored or has failed, at most so long, and returns whether it is either. */
  boolean awaitEnd(Duration timeout) {
    return stored.await(timeout);
  }

  boolean isStored() {
    return stored.succeeded();
  }

  /** Throws why it can't be stored, if it can't. */
  void throwIfFailed() {
    stored.throwIfFailed();
  }
}
