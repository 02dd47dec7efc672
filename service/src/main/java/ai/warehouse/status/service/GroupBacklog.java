package ai.warehouse.status.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster how much of some topics a consumer group has yet to deal with: of all their
 * partitions, whoever has them and whether they are paused.
 */
final class GroupBacklog {

  private final Admin admin;
  private final String group;
  private final Collection<String> topics;

  GroupBacklog(Admin admin, String group, Collection<String> topics) {
    this.admin = admin;
    this.group = group;
    this.topics = topics;
  }

  /**
   * Positions between what the group has committed (where it has not, the beginning) and the end,
   * by topic; without topics that don't exist.
   *
   * @throws KafkaException if the cluster doesn't tell
   */
  Map<String, Long> read() {
    List<TopicPartition> partitions = partitions();
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> earliest = offsets(partitions, OffsetSpec.earliest());
    Map<String, Long> backlog = new HashMap<>();
    offsets(partitions, OffsetSpec.latest())
        .forEach(
            (partition, end) -> {
              OffsetAndMetadata offset = committed.get(partition);
              // Records below the earliest are deleted, and no longer to be dealt with.
              long position =
                  Math.max(earliest.get(partition), offset == null ? 0 : offset.offset());
              backlog.merge(partition.topic(), Math.max(0, end - position), Long::sum);
            });
    return backlog;
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

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }
}
