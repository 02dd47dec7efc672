package ai.warehouse.status.model.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.BuildReporter;
import ai.warehouse.status.model.kafka.PublishException;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The READMEs' code that publishes; {@link ReadmeTest} compares it. */
class PublishExampleIT {
  private static KafkaServer kafka;
  private static String bootstrapServers;

  private final String log = "at Compiler.<anonymous>";
  private final Instant whenItHappened = Instant.parse("2026-11-23T20:47:03.120Z");

  @BeforeAll
  static void startBroker() throws Exception {
    kafka = TestServers.sharedKafka();
    bootstrapServers = kafka.bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(List.of(new NewTopic(new Topics("").statusEvents().name(), 1, (short) 1)))
          .all()
          .get();
    }
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldPublish() {
    long before = end();

    try (StatusEventPublisher publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", bootstrapServers), new Topics(""))) {
      BuildReporter build = publisher.build(new BuildKey("shop", "prod", "1.4.0"));
      build.queued(2);
      build.locale("en-US").completed();
      build.locale("de-DE").failed("Command failed: Module not found", log);
    }

    assertThat(end() - before).isEqualTo(3);
  }

  @Test
  void shouldSayWhereAnEventIsStored() {
    try (StatusEventPublisher publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", bootstrapServers), new Topics(""))) {
      BuildReporter build = publisher.build(new BuildKey("shop", "prod", "1.4.0"));
      CompletableFuture<RecordMetadata> stored = build.locale("fr-FR").completed();
      try {
        RecordMetadata place = stored.join();
        System.out.printf("partition %d, offset %d%n", place.partition(), place.offset());
      } catch (CompletionException e) {
        PublishException why = (PublishException) e.getCause();
        System.err.println(why.reason() + ": " + why.getMessage());
      }

      assertThat(stored).isCompletedWithValueMatching(place -> place.offset() == end() - 1);
    }
  }

  @Test
  void shouldPublishTheSameEventAgain() {
    long before = end();
    try (StatusEventPublisher publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", bootstrapServers), new Topics(""))) {
      StatusEvent event =
          StatusEvent.builder()
              .key(new BuildKey("shop", "prod", "1.4.0"))
              .kind(EventKind.COMPLETE)
              .locale("en-US")
              .createdAt(whenItHappened)
              .build();
      publisher.publish(event);
      publisher.publish(event); // the same event, and counted once

      publisher.flush();

      assertThat(end() - before).isEqualTo(2);
    }
  }

  private static long end() {
    TopicPartition partition = new TopicPartition("status-events", 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }
}
