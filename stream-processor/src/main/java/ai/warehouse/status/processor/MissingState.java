package ai.warehouse.status.processor;

import static ai.warehouse.status.service.KafkaFutures.await;

import ai.warehouse.status.processor.state.StateStores;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.TopicSetup;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Recognizes a group that goes on in the middle of the log without the state of the events before:
 * it would count anew, and the tables would go back (SPEC §4).
 */
final class MissingState {
  private MissingState() {}

  /**
   * Refuses to go on like this, as after internal topics were deleted by hand.
   *
   * @throws StartupException if the group has committed offsets within the log and the state has no
   *     changelog
   */
  static void refuse(Admin admin, TopicSetup setup, String applicationId, String inputTopic) {
    String changelog = applicationId + "-" + StateStores.LOG_OFFSETS + "-changelog";
    if (setup.partitions(changelog).isPresent()) {
      return;
    }
    Map<TopicPartition, Long> committed = committed(admin, applicationId, inputTopic);
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.earliest()));
    await(admin.listOffsets(asked).all())
        .forEach(
            (partition, earliest) -> {
              if (committed.get(partition) > earliest.offset()) {
                throw new StartupException(
                    ("group %s has committed offset %d of %s, but topic %s with the state up to"
                            + " there is missing. Start over, from the events, as the runbook says"
                            + " under 'The state is missing': stop all instances,"
                            + " run kafka-streams-application-reset for application.id=%s with"
                            + " input topic %s, delete the folder %s in state.dir, and start again")
                        .formatted(
                            applicationId,
                            committed.get(partition),
                            partition,
                            changelog,
                            applicationId,
                            inputTopic,
                            applicationId));
              }
            });
  }

  private static Map<TopicPartition, Long> committed(Admin admin, String group, String topic) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    committed.forEach(
        (partition, offset) -> {
          if (offset != null && partition.topic().equals(topic)) {
            offsets.put(partition, offset.offset());
          }
        });
    return offsets;
  }
}
