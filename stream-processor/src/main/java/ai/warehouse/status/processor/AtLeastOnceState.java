package ai.warehouse.status.processor;

import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.TopicSetup;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Recognizes state that an earlier version wrote under {@code at_least_once}: after a crash it may
 * hold half an event, and what a paused process wrote over newer state (ADR 14).
 *
 * <p>Under that guarantee alone each task put a mark into a store whose changelog is still there.
 */
final class AtLeastOnceState {
  private AtLeastOnceState() {}

  /** The changelog of the store that earlier versions had beside those of today. */
  static String changelog(String applicationId) {
    return applicationId + "-unsettled-changelog";
  }

  /**
   * Refuses such state.
   *
   * @throws StartupException if that changelog has, or ever had, a record
   */
  static void refuse(Admin admin, String applicationId, String inputTopic) {
    String changelog = changelog(applicationId);
    OptionalInt partitions = new TopicSetup(admin).partitions(changelog);
    if (partitions.isPresent() && hasRecords(admin, changelog, partitions.getAsInt())) {
      throw new StartupException(
          ("topic %s has records: an earlier version has run under"
                  + " processing.guarantee=at_least_once, and what it left as the state of"
                  + " application.id=%s can't be relied on. Start over, from the events: stop all"
                  + " instances, run kafka-streams-application-reset for application.id=%s with"
                  + " input topic %s, delete state.dir, and start again")
              .formatted(changelog, applicationId, applicationId, inputTopic));
    }
  }

  private static boolean hasRecords(Admin admin, String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    return await(admin.listOffsets(ends).all()).stream().anyMatch(end -> end.offset() > 0);
  }

  private static Collection<ListOffsetsResultInfo> await(
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends) {
    try {
      return ends.get().values();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
