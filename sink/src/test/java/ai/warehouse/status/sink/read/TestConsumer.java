package ai.warehouse.status.sink.read;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's own mock, with commits that fail, markers that are passed, and partitions that change.
 */
final class TestConsumer extends MockConsumer<byte[], byte[]> {
  final AtomicInteger polls = new AtomicInteger();
  final Queue<RuntimeException> commitFailures = new ConcurrentLinkedQueue<>();
  final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

  private final Queue<Map<TopicPartition, OffsetAndMetadata>> markers =
      new ConcurrentLinkedQueue<>();
  private volatile ConsumerRebalanceListener listener;

  TestConsumer() {
    super("earliest");
  }

  /** The next poll gives these partitions, and takes away all others. */
  void assignAtPoll(TopicPartition... partitions) {
    schedulePollTask(
        () -> {
          Map<TopicPartition, Long> beginning = new HashMap<>();
          for (TopicPartition partition : partitions) {
            beginning.put(partition, 0L);
          }
          updateBeginningOffsets(beginning);
          rebalance(List.of(partitions));
        });
  }

  /** The next poll brings these records, if their partitions are not paused. */
  void bringAtPoll(List<ConsumerRecord<byte[], byte[]>> records) {
    schedulePollTask(() -> records.forEach(this::addRecord));
  }

  /** The next poll tells that all partitions are lost. */
  void loseAtPoll() {
    schedulePollTask(() -> listener.onPartitionsLost(List.copyOf(assignment())));
  }

  /** A poll that brings no record passes this position. */
  void passMarker(TopicPartition partition, long next) {
    markers.add(Map.of(partition, new OffsetAndMetadata(next)));
  }

  @Override
  public synchronized void subscribe(
      Collection<String> topics, ConsumerRebalanceListener rebalanceListener) {
    listener = rebalanceListener;
    super.subscribe(topics, rebalanceListener);
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
    polls.incrementAndGet();
    if (records.isEmpty() && paused().isEmpty() && !markers.isEmpty()) {
      return new ConsumerRecords<>(Map.of(), markers.poll());
    }
    return records;
  }

  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
    RuntimeException failure = commitFailures.poll();
    if (failure != null) {
      throw failure;
    }
    synchronized (commits) {
      commits.putAll(offsets);
    }
    super.commitSync(offsets, timeout);
  }

  @Override
  public synchronized void commitAsync(
      Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    if (callback == null) {
      // The mock's own way to commit synchronously.
      super.commitAsync(offsets, null);
      return;
    }
    RuntimeException failure = commitFailures.poll();
    if (failure == null) {
      synchronized (commits) {
        commits.putAll(offsets);
      }
    }
    callback.onComplete(offsets, failure);
  }

  /** Returns the committed position; -1 for none. */
  long committedAt(TopicPartition partition) {
    synchronized (commits) {
      return commits.containsKey(partition) ? commits.get(partition).offset() : -1;
    }
  }
}
