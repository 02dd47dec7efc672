package ai.warehouse.status.model.kafka;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A Kafka broker, and what is on its event topics. */
final class Broker implements AutoCloseable {
  static final int PARTITIONS = 7;

  private final KafkaServer kafka;

  /**
   * Puts a broker to use.
   *
   * @param kafka closed with this
   */
  Broker(KafkaServer kafka) {
    this.kafka = kafka;
  }

  /** Returns publisher settings: those given, and where the broker is. */
  Map<String, Object> settings(Map<String, ?> given) {
    Map<String, Object> settings = new HashMap<>(given);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    return settings;
  }

  /** Creates an installation's event topic. */
  Topics createTopics(String prefix) {
    Topics topics = new Topics(prefix);
    try (Admin admin = Admin.create(settings(Map.of()))) {
      NewTopic events = new NewTopic(topics.statusEvents().name(), PARTITIONS, (short) 1);
      admin.createTopics(List.of(events)).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("Could not create the topic", e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    return topics;
  }

  /** Reads all events that are stored, as the processor would accept them. */
  Map<RecordPosition, StatusEvent> stored(Topics topics) {
    Map<RecordPosition, StatusEvent> events = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.statusEvents().name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  RecordPosition position =
                      new RecordPosition(
                          record.topic(), record.partition(), record.offset(), record.timestamp());
                  events.put(position, Publishing.accepted(record.value(), position));
                });
      }
    }
    return events;
  }

  @Override
  public void close() {
    kafka.close();
  }
}
