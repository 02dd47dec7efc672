package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker, with records that foreign clients put anywhere. */
class ProcessorServiceIT {
  private static final int PARTITIONS = 3;
  private static final int HISTORIES = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Topics TOPICS = new Topics("it-");

  @TempDir private Path stateDir;
  private KafkaServer kafka;

  @BeforeEach
  void startKafka() {
    kafka = TestServers.startKafka();
  }

  @AfterEach
  void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldEmitTheTablesOfTheSetOfEventsOverARestart() {
    List<StatusEvent> events = histories(1);
    List<StatusEvent> delivered = RandomHistories.deliver(events, new Random(1));
    int half = delivered.size() / 2;

    try (ProcessorService first = start()) {
      publish(delivered.subList(0, half));
      awaitTables(delivered.subList(0, half));
      assertThat(first.termination()).isNotDone();
    }
    publish(delivered.subList(half, delivered.size()));
    try (ProcessorService second = start()) {
      awaitTables(events);
      assertThat(second.termination()).isNotDone();

      shouldPassLargeHeadersAndRecordsThatUnpackToManyTimesTheirSize();
      assertThat(second.termination()).isNotDone();
    }
    assertRevisionsGrow();
  }

  private void shouldPassLargeHeadersAndRecordsThatUnpackToManyTimesTheirSize() {
    byte[] halfAMegabyte = new byte[512 * 1024];
    new Random(1).nextBytes(halfAMegabyte);
    byte[] unpacksTo20Megabytes = new byte[20 * 1024 * 1024];
    BuildKey build = new BuildKey("burdened", "prod", "1.0.0");
    StatusEvent event = StatusEvent.builder().key(build).createdAt(RandomHistories.LATEST).build();
    String topic = TOPICS.statusEvents().name();
    try (Producer<byte[], byte[]> producer = producer()) {
      for (int partition = 0; partition < PARTITIONS; partition++) { // in place, and misplaced
        ProducerRecord<byte[], byte[]> burdened =
            new ProducerRecord<>(topic, partition, null, StatusEventJson.write(event));
        burdened.headers().add("burden", halfAMegabyte);
        producer.send(burdened);
        producer.send(new ProducerRecord<>(topic, partition, null, unpacksTo20Megabytes));
      }
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(reader().latest(TOPICS.status())).containsKey(build);
              assertThat(reader().all(TOPICS.deadLetter()))
                  .hasSize(PARTITIONS)
                  .allSatisfy(letter -> assertThat(letter.value()).isEqualTo(unpacksTo20Megabytes));
            });
  }

  private ProcessorService start() {
    Map<String, String> values = new HashMap<>();
    values.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    values.put(CommonSettings.TOPICS_PREFIX, TOPICS.prefix());
    values.put(CommonSettings.TOPICS_PARTITIONS, String.valueOf(PARTITIONS));
    values.put(CommonSettings.HTTP_PORT, "-1");
    values.put(ProcessorSettings.STATE_DIR, stateDir.toString());
    ProcessorService service =
        new ProcessorService(
            Settings.of(
                ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values));
    service.start();
    return service;
  }

  private static List<StatusEvent> histories(long firstSeed) {
    return LongStream.range(firstSeed, firstSeed + HISTORIES)
        .boxed()
        .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
        .toList();
  }

  /** Publishes without keys to partitions at random, so that most records are misplaced. */
  private void publish(List<StatusEvent> events) {
    Random random = new Random(events.size());
    long timestamp = RandomHistories.LATEST.toEpochMilli();
    try (Producer<byte[], byte[]> producer = producer()) {
      for (StatusEvent event : events) {
        producer.send(
            new ProducerRecord<>(
                TOPICS.statusEvents().name(),
                random.nextInt(PARTITIONS),
                timestamp,
                null,
                StatusEventJson.write(event)));
      }
    }
  }

  private Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "gzip",
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            Topics.MAX_UNCOMPRESSED_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private TopicReader reader() {
    return new TopicReader(kafka.bootstrapServers());
  }

  private void awaitTables(List<StatusEvent> events) {
    ReferenceTables expected = ReferenceTables.of(events);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(latest(TOPICS.status(), Revisions::without))
                  .isEqualTo(expected.statuses());
              assertThat(latest(TOPICS.statusHead(), Revisions::without))
                  .isEqualTo(expected.heads());
              assertThat(latest(TOPICS.statusCounter(), Revisions::without))
                  .isEqualTo(expected.counters());
            });
  }

  private <K, V> Map<K, V> latest(Topic<K, V> topic, UnaryOperator<V> withoutRevision) {
    Map<K, V> latest = reader().latest(topic);
    latest.replaceAll((key, value) -> withoutRevision.apply(value));
    return latest;
  }

  private void assertRevisionsGrow() {
    assertRevisionsGrow(TOPICS.status(), Status::revision);
    assertRevisionsGrow(TOPICS.statusHead(), StatusHead::revision);
    assertRevisionsGrow(TOPICS.statusCounter(), StatusCounter::revision);
  }

  private <K, V> void assertRevisionsGrow(Topic<K, V> topic, ToLongFunction<V> revision) {
    Map<K, Long> last = new HashMap<>();
    for (ConsumerRecord<K, V> each : reader().all(topic)) {
      long number = revision.applyAsLong(each.value());
      assertThat(number).isGreaterThan(last.getOrDefault(each.key(), 0L));
      last.put(each.key(), number);
    }
  }
}
