package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.topology.Backlog;
import ai.warehouse.status.service.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Asks the cluster what lies before a task of this application. */
final class AdminBacklog implements Backlog.Reader {
  private final Settings settings;
  private final String statusEvents;
  private final String rekeyed;

  AdminBacklog(Settings settings, Topics topics) {
    this.settings = settings;
    statusEvents = topics.statusEvents().name();
    rekeyed = ProcessorSettings.rekeyedTopic(applicationId());
  }

  private String applicationId() {
    return settings.getString(ProcessorSettings.APPLICATION_ID);
  }

  @Override
  public Backlog read(int partition) {
    List<TopicPartition> inputs =
        List.of(
            new TopicPartition(statusEvents, partition), new TopicPartition(rekeyed, partition));
    try (Admin admin = Admin.create(ProcessorSettings.admin(settings))) {
      Map<TopicPartition, Long> positions = offsets(admin, inputs, OffsetSpec.earliest());
      positions.putAll(committed(admin, inputs));
      Map<String, Long> ends = new HashMap<>();
      offsets(admin, inputs, OffsetSpec.latest())
          .forEach(
              (input, end) -> {
                if (positions.get(input) < end) {
                  ends.put(input.topic(), end);
                }
              });
      return new Backlog(positions.get(inputs.get(0)), ends);
    }
  }

  private Map<TopicPartition, Long> committed(Admin admin, List<TopicPartition> inputs) {
    Map<TopicPartition, OffsetAndMetadata> all =
        await(admin.listConsumerGroupOffsets(applicationId()).partitionsToOffsetAndMetadata());
    return inputs.stream()
        .filter(input -> all.get(input) != null)
        .collect(Collectors.toMap(Function.identity(), input -> all.get(input).offset()));
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> inputs, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        inputs.stream().collect(Collectors.toMap(Function.identity(), input -> which));
    Map<TopicPartition, Long> found = new HashMap<>();
    await(admin.listOffsets(asked).all())
        .forEach((input, offset) -> found.put(input, offset.offset()));
    return found;
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new KafkaException("could not find out what lies before a task", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
