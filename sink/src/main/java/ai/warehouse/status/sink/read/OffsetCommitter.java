package ai.warehouse.status.sink.read;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets up to which everything is stored, and keeps those of a commit that has
 * failed. Records that are read again because of that are written again, and the tables stay the
 * same.
 */
final class OffsetCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();
  private boolean underWay;
  private RuntimeException failure;

  OffsetCommitter(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Adds offsets to the next commit. */
  void stored(Map<TopicPartition, OffsetAndMetadata> next) {
    pending.putAll(next);
  }

  /** Commits nothing more for partitions that were revoked. */
  void forget(Collection<TopicPartition> partitions) {
    pending.keySet().removeAll(partitions);
  }

  /**
   * Begins to commit the pending offsets, unless a commit is under way; a poll ends the commit.
   *
   * @throws KafkaException if an earlier commit has failed for good
   */
  void begin() {
    if (failure != null) {
      throw failure;
    }
    if (underWay || pending.isEmpty()) {
      return;
    }
    underWay = true;
    Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(pending);
    consumer.commitAsync(offsets, (committed, thrown) -> ended(offsets, thrown));
  }

  private void ended(Map<TopicPartition, OffsetAndMetadata> offsets, Exception thrown) {
    underWay = false;
    if (thrown == null) {
      pending.entrySet().removeAll(offsets.entrySet());
      return;
    }
    try {
      tolerate(thrown);
    } catch (RuntimeException e) {
      // Thrown here it would come out of whatever call of the consumer ran the callback.
      failure = e;
    }
  }

  /**
   * Commits the pending offsets, and waits for that.
   *
   * @throws KafkaException if they can't be committed, now or later
   */
  void finish() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      commitOverWakeup();
      pending.clear();
    } catch (RuntimeException e) {
      tolerate(e);
    }
  }

  private void commitOverWakeup() {
    try {
      consumer.commitSync(Map.copyOf(pending), TIMEOUT);
    } catch (WakeupException e) {
      LOG.atDebug().setCause(e).log("Woken up while committing");
      // It was meant for a poll; the loop finds out by its flag.
      consumer.commitSync(Map.copyOf(pending), TIMEOUT);
    }
  }

  private static void tolerate(Exception thrown) {
    if (thrown instanceof RebalanceInProgressException || thrown instanceof CommitFailedException) {
      LOG.atInfo()
          .addKeyValue("reason", thrown.getMessage())
          .log("Not committed, group rebalances");
    } else if (thrown instanceof RetriableException) {
      LOG.atWarn().addKeyValue("error", thrown.toString()).log("Not committed, tried again later");
    } else if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    } else {
      throw new KafkaException(thrown);
    }
  }
}
