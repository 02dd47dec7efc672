package ai.warehouse.status.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.EventJudge;
import ai.warehouse.status.model.json.Judgement;
import ai.warehouse.status.model.kafka.TopicSetup;
import ai.warehouse.status.model.kafka.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker needs the model and kafka-clients on its class path, and no AWS SDK. */
@Timeout(120)
class WorkerIT {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Topics TOPICS = new Topics("");

  @Test
  void shouldHaveNoAwsJarOnItsClassPath() throws IOException {
    String ofAmazon = Path.of("software", "amazon").toString();

    assertThat(classPath().split(File.pathSeparator))
        .anyMatch(jar -> jar.contains("kafka-clients"))
        .noneMatch(jar -> jar.contains(ofAmazon));
  }

  @Test
  void shouldPublish(@TempDir Path folder) throws Exception {
    try (KafkaServer kafka = TestServers.startKafka()) {
      createTopic(kafka);
      Path output = folder.resolve("output");

      Process worker = start(output, kafka.bootstrapServers(), "shop", "prod", "1.4.0");
      try {
        assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(worker.exitValue()).as(Files.readString(output)).isZero();
      } finally {
        worker.destroyForcibly().waitFor();
      }

      assertThat(stored(kafka))
          .extracting(
              event -> event.key().toString(),
              event -> event.kind().wireName(),
              StatusEvent::locale)
          .containsExactly(
              tuple("shop!prod!1.4.0", "queued", null),
              tuple("shop!prod!1.4.0", "complete", "en-US"),
              tuple("shop!prod!1.4.0", "complete", "de-DE"));
      assertThat(output).content().contains("status-events-0@1", "status-events-0@2");
    }
  }

  private static Process start(Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", TARGET.resolve("classes") + File.pathSeparator + classPath()));
    command.add(Worker.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String classPath() throws IOException {
    return Files.readString(TARGET.resolve("class-path")).trim();
  }

  private static void createTopic(KafkaServer kafka) {
    try (Admin admin = Admin.create(settings(kafka))) {
      new TopicSetup(admin).createMissing(List.of(TOPICS.statusEvents()), 1, (short) 1);
    }
  }

  private static List<StatusEvent> stored(KafkaServer kafka) {
    TopicPartition partition = new TopicPartition(TOPICS.statusEvents().name(), 0);
    List<StatusEvent> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> events.add(accepted(record)));
      }
    }
    return events;
  }

  private static StatusEvent accepted(ConsumerRecord<byte[], byte[]> record) {
    RecordPosition position =
        new RecordPosition(record.topic(), record.partition(), record.offset(), record.timestamp());
    return ((Judgement.Accepted) EventJudge.judge(record.value(), position)).event();
  }

  private static Map<String, Object> settings(KafkaServer kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
