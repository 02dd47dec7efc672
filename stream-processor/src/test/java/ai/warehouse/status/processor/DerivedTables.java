package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** The three tables that a sink derives, kept up to date with what has been committed so far. */
final class DerivedTables implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final DerivedTable<BuildKey, Status> statuses;
  private final DerivedTable<PackageKey, StatusHead> heads;
  private final DerivedTable<BuildKey, StatusCounter> counters;

  DerivedTables(String bootstrapServers, Topics topics) {
    statuses = DerivedTable.status(topics);
    heads = DerivedTable.head(topics);
    counters = DerivedTable.counter(topics);
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        all().stream()
            .flatMap(table -> consumer.partitionsFor(table.topic()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  DerivedTable<BuildKey, Status> statuses() {
    return statuses;
  }

  DerivedTable<PackageKey, StatusHead> heads() {
    return heads;
  }

  DerivedTable<BuildKey, StatusCounter> counters() {
    return counters;
  }

  List<DerivedTable<?, ?>> all() {
    return List.of(statuses, heads, counters);
  }

  /** Writes all that is committed by now. */
  void catchUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
      consumer.poll(POLL).forEach(this::write);
    }
  }

  private void write(ConsumerRecord<byte[], byte[]> written) {
    all().stream()
        .filter(table -> table.topic().equals(written.topic()))
        .forEach(table -> table.write(written));
  }

  /** Waits until the tables are what they should be. */
  void await(ReferenceTables expected) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              catchUp();
              assertEqualTo(expected);
            });
  }

  /** Fails unless the tables are what they should be. */
  void assertEqualTo(ReferenceTables expected) {
    for (DerivedTable<?, ?> table : all()) {
      assertThat(table.differences(expected)).as("differences in %s", table.topic()).isEmpty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
