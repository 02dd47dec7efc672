package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the positions up to which everything is stored, and keeps those it couldn't commit. */
final class OffsetCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();

  OffsetCommitter(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Notes positions for the next commit. */
  void stored(Map<TopicPartition, OffsetAndMetadata> next) {
    pending.putAll(next);
  }

  /** Commits nothing for these partitions any more: they are another's. */
  void forget(Collection<TopicPartition> partitions) {
    pending.keySet().removeAll(partitions);
  }

  /**
   * Commits what is pending, or leaves it for the next time: what is read again because of that is
   * written again, and the tables stay the same.
   */
  void commit() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      commitOverWakeup();
      pending.clear();
    } catch (RebalanceInProgressException | CommitFailedException e) {
      LOG.atInfo().addKeyValue("reason", e.getMessage()).log("Not committed, group rebalances");
    } catch (RetriableException e) {
      LOG.atWarn().addKeyValue("error", e.toString()).log("Not committed, tried again later");
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
}
