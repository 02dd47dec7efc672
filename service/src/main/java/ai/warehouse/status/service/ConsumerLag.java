package ai.warehouse.status.service;

import static ai.warehouse.status.service.KafkaFutures.await;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The lag of a whole consumer group: on all partitions of its topics, whoever has them and whether
 * they are paused.
 */
public final class ConsumerLag {

  private final Admin admin;
  private final String group;
  private final Collection<String> topics;

  /**
   * Names a group and its topics.
   *
   * @param admin stays the caller's to close
   * @param topics those that don't exist have no lag
   */
  public ConsumerLag(Admin admin, String group, Collection<String> topics) {
    this.admin = admin;
    this.group = group;
    this.topics = List.copyOf(topics);
  }

  /**
   * The offsets of a partition that the group has yet to commit; transaction markers take offsets
   * too.
   *
   * @param from the committed offset or, where that is deleted or there is none, the first
   * @param end the offset that the next record will get, at least {@code from}
   */
  public record Range(long from, long end) {}

  /**
   * Asks the cluster for the lag by partition.
   *
   * @throws KafkaException if the cluster doesn't answer
   */
  public Map<TopicPartition, Range> byPartition() {
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> earliest = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Range> lag = new HashMap<>();
    offsets(partitions, OffsetSpec.latest())
        .forEach(
            (partition, end) -> {
              OffsetAndMetadata offset = committed.get(partition);
              long from =
                  Math.max(
                      earliest.getOrDefault(partition, 0L), offset == null ? 0 : offset.offset());
              lag.put(partition, new Range(from, Math.max(from, end)));
            });
    return lag;
  }

  /**
   * Asks the cluster for the lag by topic, in offsets; without topics that don't exist.
   *
   * @throws KafkaException if the cluster doesn't answer
   */
  public Map<String, Long> byTopic() {
    return byPartition().entrySet().stream()
        .collect(
            Collectors.groupingBy(
                lag -> lag.getKey().topic(),
                Collectors.summingLong(lag -> lag.getValue().end() - lag.getValue().from())));
  }

  private List<TopicPartition> partitions() {
    return admin.describeTopics(topics).topicNameValues().entrySet().stream()
        .flatMap(
            topic ->
                IntStream.range(0, count(topic.getValue()))
                    .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
        .toList();
  }

  private static int count(KafkaFuture<TopicDescription> topic) {
    try {
      return await(topic).partitions().size();
    } catch (UnknownTopicOrPartitionException e) {
      return 0; // not created yet
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, any -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(admin.listOffsets(asked).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }
}
