package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.quickstart.DeadLetterDump;
import ai.warehouse.status.quickstart.DumpFolder;
import ai.warehouse.status.quickstart.LocalSystem;
import ai.warehouse.status.quickstart.TableDump;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the old workers send, from topic to tables, item by item.
 *
 * <p>The messages carry neither id nor time, so they are published one second after the other by
 * their record timestamps; ids are derived from these and from where the records lie.
 */
class OldWorkerMessagesIT {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String KEY = "pkg-0!dev";

  @TempDir private Path dump;

  @Test
  void shouldFillAllFourTables() throws Exception {
    assertFillsAllFourTables(TestServers::startKafka);
  }

  /** Only with {@code -P old-broker}, which fetches one. */
  @Test
  @EnabledIfSystemProperty(named = "old.broker.jars", matches = ".+")
  void shouldFillThemOnTheOldestBroker(@TempDir Path folder) throws Exception {
    Path jars = Path.of(System.getProperty("old.broker.jars"));

    assertFillsAllFourTables(() -> OldBroker.start(jars, folder));
  }

  private void assertFillsAllFourTables(Supplier<KafkaServer> kafka) throws Exception {
    try (LocalSystem system = LocalSystem.start(kafka, TestServers::startDynamoDb, 4, line -> {})) {
      publish(system, lines("messages"));
      system.awaitStored();
      new TableDump(system.dynamoDb()).write(system.tables(), new DumpFolder(dump));
      new DeadLetterDump(system.bootstrapServers(), system.topics().deadLetter().name())
          .write(new DumpFolder(dump));
    }

    assertThat(dumped("status-event")).isEqualTo(lines("status-event"));
    assertThat(dumped("status")).isEqualTo(lines("status"));
    assertThat(dumped("status-head")).isEqualTo(lines("status-head"));
    assertThat(dumped("status-counter")).isEqualTo(lines("status-counter"));
    assertThat(dumped("dead-letter")).isEmpty();
  }

  private static void publish(LocalSystem system, List<String> messages) {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      String topic = system.topics().statusEvents().name();
      long timestamp = START.toEpochMilli();
      for (String message : messages) {
        byte[] value = message.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, null, timestamp, KEY, value));
        timestamp += 1_000;
      }
    }
  }

  private List<String> dumped(String table) throws IOException {
    return Files.readAllLines(dump.resolve(table + ".ndjson"));
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        OldWorkerMessagesIT.class.getResourceAsStream("/old-worker/" + name + ".ndjson")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
