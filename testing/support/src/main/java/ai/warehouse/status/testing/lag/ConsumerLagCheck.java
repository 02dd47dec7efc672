package ai.warehouse.status.testing.lag;

import ai.warehouse.status.service.ConsumerLag;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells whether a consumer group has processed all records of its topics. */
public final class ConsumerLagCheck implements AutoCloseable {
  private static final Duration PROBE = Duration.ofMillis(500);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> probe;

  /** Connects to a cluster. */
  public ConsumerLagCheck(String bootstrapServers) {
    admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    probe =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Returns whether the group has committed all records on the topics; a missing one has none. */
  public boolean isZero(String group, Collection<String> topics) {
    return new ConsumerLag(admin, group, topics)
        .byPartition().entrySet().stream()
            .allMatch(
                lag -> hasNoRecords(lag.getKey(), lag.getValue().from(), lag.getValue().end()));
  }

  // The last offsets may be those of transaction markers, which nobody processes.
  private boolean hasNoRecords(TopicPartition partition, long from, long to) {
    if (from >= to) {
      return true;
    }
    probe.assign(List.of(partition));
    probe.seek(partition, from);
    ConsumerRecords<byte[], byte[]> records = probe.poll(PROBE);
    return records.isEmpty() && probe.position(partition) >= to;
  }

  @Override
  public void close() {
    probe.close();
    admin.close();
  }
}
