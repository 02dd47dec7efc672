package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.kafka.BuildReporter;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.processor.ProcessorSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A build whose events take every way that there is, so that each right is made use of. */
final class Story {
  private static final String REKEYED =
      ProcessorSettings.rekeyedTopic("warehouse-status-processor");
  private static final int PARTITIONS = 2;
  // More than a table's item can hold, so that the sink has a dead letter to write too.
  private static final int LONG_LOG_BYTES = 400 * 1024;

  private final SecuredSystem system;
  private final StatusModels tables;
  private final BuildKey build;

  Story(SecuredSystem system, StatusModels tables, String version) {
    this.system = system;
    this.tables = tables;
    this.build = new BuildKey("shop", "prod", version);
  }

  /** A worker reports a build of two locales, one of them with a very long log, and garbage. */
  void publish() throws Exception {
    Map<String, Object> client = new HashMap<>(system.clientOf(SecuredSystem.WORKER));
    client.put("max.block.ms", "5000");
    try (StatusEventPublisher publisher = new StatusEventPublisher(client, SecuredSystem.TOPICS);
        KafkaProducer<byte[], byte[]> stranger =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      BuildReporter reporter = publisher.build(build);
      reporter.queued(2).get(10, TimeUnit.SECONDS);
      reporter.locale("en-US").failed("out of memory", longLog()).get(10, TimeUnit.SECONDS);
      reporter.locale("en-US").completed().get(10, TimeUnit.SECONDS);
      stranger.send(misplaced(completed("de-DE"))).get(10, TimeUnit.SECONDS);
      stranger.send(misplaced("not an event")).get(10, TimeUnit.SECONDS);
    }
  }

  private String completed(String locale) {
    return """
    {"pkg":"%s","env":"%s","version":"%s","eventType":"complete","locale":"%s"}
    """
        .formatted(build.pkg(), build.env(), build.version(), locale);
  }

  private static String longLog() {
    byte[] bytes = new byte[LONG_LOG_BYTES];
    new Random(1).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private ProducerRecord<byte[], byte[]> misplaced(String value) {
    int wrong = (Placement.partitionOf(build.packageKey(), PARTITIONS) + 1) % PARTITIONS;
    return new ProducerRecord<>(
        SecuredSystem.TOPICS.statusEvents().name(),
        wrong,
        null,
        value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * All of it is where it belongs, and nothing is left to do.
   *
   * @param stories of which there are dead letters, one of each service
   */
  void assertArrived(int stories) throws Exception {
    assertStored();
    assertThat(deadLetters())
        .hasSize(2 * stories)
        .containsOnly("stream-processor", "sink")
        .filteredOn("sink"::equals)
        .hasSize(stories);
    assertThat(purged()).isPositive();
  }

  /** The tables hold the build. */
  void assertStored() {
    assertThat(tables.statuses().findOne(build).join())
        .satisfies(
            status -> {
              assertThat(status.complete()).isTrue();
              assertThat(status.progress()).isEqualTo(100);
            });
    assertThat(tables.statusHeads().findOne(build.packageKey()).join().version())
        .isEqualTo(build.version());
    assertThat(tables.statusCounters().findOne(build).join().count()).isEqualTo(2);
    assertThat(tables.statusEvents().findAll(build).join()).hasSize(4);
  }

  /** Which services the dead letters are from. */
  private List<String> deadLetters() {
    String topic = SecuredSystem.TOPICS.deadLetter().name();
    List<String> services = new ArrayList<>();
    Map<String, Object> client = new HashMap<>(system.clientOf("admin"));
    client.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(letter -> services.add(DeadLetter.from(letter.headers()).service()));
      }
    }
    return services;
  }

  /** How many re-keyed records were deleted when they had been read. */
  private long purged() throws Exception {
    Map<TopicPartition, OffsetSpec> first = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      first.put(new TopicPartition(REKEYED, partition), OffsetSpec.earliest());
    }
    return system.admin.listOffsets(first).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
