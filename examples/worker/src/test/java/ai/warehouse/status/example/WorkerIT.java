package ai.warehouse.status.example;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
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
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker needs the model and kafka-clients on its class path, old ones too, and no AWS SDK. */
@Timeout(120)
class WorkerIT {
  private static final Topics TOPICS = new Topics("");

  private static KafkaServer kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = TestServers.startKafka();
    createTopic();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldHaveNoAwsJarOnItsClassPath() {
    String ofAmazon = Path.of("software", "amazon").toString();

    assertThat(ClassPath.CURRENT.entries())
        .extracting(Path::toString)
        .anyMatch(jar -> jar.contains("kafka-clients"))
        .noneMatch(jar -> jar.contains(ofAmazon));
  }

  @ParameterizedTest
  @EnumSource
  void shouldPublish(ClassPath classPath, @TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    String version = classPath.name();

    Process worker = start(classPath, output, kafka.bootstrapServers(), "shop", "prod", version);
    try {
      assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(worker.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      worker.destroyForcibly().waitFor();
    }

    assertThat(stored())
        .filteredOn(event -> event.key().version().equals(version))
        .extracting(event -> event.kind().wireName(), StatusEvent::locale)
        .containsExactly(
            tuple("queued", null), tuple("complete", "en-US"), tuple("complete", "de-DE"));
    assertThat(output).content().containsPattern("(?s)status-events-0@.*status-events-0@");
  }

  private static Process start(ClassPath classPath, Path output, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath.entries().stream().map(Path::toString).collect(joining(File.pathSeparator))));
    command.add(SeldomMain.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static void createTopic() throws Exception {
    try (Admin admin = Admin.create(settings())) {
      admin
          .createTopics(List.of(new NewTopic(TOPICS.statusEvents().name(), 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static List<StatusEvent> stored() {
    TopicPartition partition = new TopicPartition(TOPICS.statusEvents().name(), 0);
    List<StatusEvent> events = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
    return StatusEventJson.read(record.value(), position);
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
