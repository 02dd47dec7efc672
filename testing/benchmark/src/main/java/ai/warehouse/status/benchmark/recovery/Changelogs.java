package ai.warehouse.status.benchmark.recovery;

import static ai.warehouse.status.benchmark.Cluster.get;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * What the changelogs of an application hold, from which it restores its state.
 *
 * @param records markers of transactions among them
 * @param bytes on the broker's disk, compressed as by the processor
 */
public record Changelogs(long records, long bytes) {
  /** Looks at those of an application. */
  static Changelogs of(Admin admin, String applicationId) {
    List<String> topics =
        get(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(applicationId + "-") && name.endsWith("-changelog"))
            .toList();
    List<TopicPartition> partitions =
        get(admin.describeTopics(topics).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(each -> new TopicPartition(topic.name(), each.partition())))
            .toList();
    return new Changelogs(
        offsets(admin, partitions, OffsetSpec.latest())
            - offsets(admin, partitions, OffsetSpec.earliest()),
        bytes(admin, partitions));
  }

  private static long offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
    return get(admin.listOffsets(wanted).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  private static long bytes(Admin admin, List<TopicPartition> partitions) {
    List<Integer> brokers = get(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    return get(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(replica -> partitions.contains(replica.getKey()))
        .mapToLong(replica -> replica.getValue().size())
        .sum();
  }
}
