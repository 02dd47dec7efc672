package ai.warehouse.status.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells whether a consumer group has processed all records of its topics. */
public final class ConsumerLag implements AutoCloseable {
  private static final Duration PROBE = Duration.ofMillis(500);

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> probe;

  /** Connects to a cluster. */
  public ConsumerLag(String bootstrapServers) {
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

  /** Whether the group has committed all records of the topics; a missing topic has none. */
  public boolean isZero(String group, Collection<String> topics) {
    List<TopicPartition> partitions = partitions(topics);
    Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
    Map<TopicPartition, Long> ends = ends(partitions);
    return partitions.stream()
        .allMatch(
            partition -> {
              OffsetAndMetadata offset = committed.get(partition);
              return nothingBetween(
                  partition, offset == null ? 0 : offset.offset(), ends.get(partition));
            });
  }

  // A gap in offsets may hold nothing but the markers of transactions, which no consumer gets.
  private boolean nothingBetween(TopicPartition partition, long from, long to) {
    if (from >= to) {
      return true;
    }
    probe.assign(List.of(partition));
    probe.seek(partition, from);
    ConsumerRecords<byte[], byte[]> records = probe.poll(PROBE);
    return records.isEmpty() && probe.position(partition) >= to;
  }

  private List<TopicPartition> partitions(Collection<String> topics) {
    Collection<String> existing = await(admin.listTopics().names());
    List<String> wanted = topics.stream().filter(existing::contains).toList();
    return await(admin.describeTopics(wanted).allTopicNames()).values().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions().size())
                    .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return await(
        admin
            .listConsumerGroupOffsets(
                Map.of(group, new ListConsumerGroupOffsetsSpec()),
                new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata(group));
  }

  // Records of open transactions count, too: they are about to be committed, and then processed.
  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends = await(admin.listOffsets(latest).all());
    return ends.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }

  @Override
  public void close() {
    probe.close();
    admin.close();
  }
}
