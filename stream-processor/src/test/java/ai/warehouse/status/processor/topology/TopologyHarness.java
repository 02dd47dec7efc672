package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.EmittedTables;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.processor.fold.Total;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology with real serdes and stores, but no broker.
 *
 * <p>The driver has every record lie in partition 0, so with several partitions most packages are
 * misplaced and take the hop through the repartition topic.
 */
final class TopologyHarness implements AutoCloseable {
  static final Topics TOPICS = new Topics("");

  private static final String APPLICATION_ID = "test";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> events;

  TopologyHarness(int partitions, Path stateDir) {
    Properties properties = properties(stateDir);
    driver =
        new TopologyTestDriver(
            new StatusTopology(
                    TOPICS, partitions, properties, new ProcessorMetrics(registry, TOPICS))
                .get(),
            properties,
            RandomHistories.LATEST);
    Topic<byte[], byte[]> topic = TOPICS.statusEvents();
    events =
        driver.createInputTopic(
            topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer());
  }

  static Properties properties(Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  void publish(String json, Instant timestamp) {
    publish(null, json.getBytes(StandardCharsets.UTF_8), new RecordHeaders(), timestamp);
  }

  void publish(byte[] key, byte[] value, Headers headers, Instant timestamp) {
    events.pipeInput(new TestRecord<>(key, value, headers, timestamp));
  }

  void publish(StatusEvent event) {
    byte[] key = event.key().packageKey().toString().getBytes(StandardCharsets.UTF_8);
    publish(key, StatusEventJson.write(event), new RecordHeaders(), RandomHistories.LATEST);
  }

  /**
   * Returns what was published since the last look, if each record is newer than the one before.
   */
  EmittedTables tables() {
    EmittedTables tables = new EmittedTables();
    records(TOPICS.status()).forEach(record -> tables.add(record.value()));
    records(TOPICS.statusHead()).forEach(record -> tables.add(record.value()));
    records(TOPICS.statusCounter()).forEach(record -> tables.add(record.value()));
    return tables;
  }

  Map<BuildKey, Status> statuses() {
    return latest(TOPICS.status());
  }

  Map<PackageKey, StatusHead> heads() {
    return latest(TOPICS.statusHead());
  }

  Map<BuildKey, StatusCounter> counters() {
    return latest(TOPICS.statusCounter());
  }

  <K, V> List<TestRecord<K, V>> records(Topic<K, V> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readRecordsToList();
  }

  /** Returns what was written to the changelog of a store since the last look. */
  List<TestRecord<byte[], byte[]>> changelog(String store) {
    return driver
        .createOutputTopic(
            APPLICATION_ID + "-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private <K, V> Map<K, V> latest(Topic<K, V> topic) {
    return driver
        .createOutputTopic(
            topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer())
        .readKeyValuesToMap();
  }

  /** Returns the state of a build; null if there is none. */
  BuildState build(BuildKey build) {
    return driver.<String, BuildState>getKeyValueStore("builds").get(build.toString());
  }

  /** Puts a build into the state that says what no build can. */
  void corrupt(BuildKey build, Instant createdAt) {
    Total impossible = new Total(-1, createdAt, new UUID(0, 0));
    driver
        .<String, BuildState>getKeyValueStore("builds")
        .put(
            build.toString(),
            new BuildState(createdAt, null, impossible, 0, 0, null, null, null, null));
  }

  /** Returns what a counter says, summed over its tags. */
  double count(String name, String... tags) {
    return registry.get("warehouse.status.processor." + name).tags(tags).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  @Override
  public void close() {
    driver.close();
  }
}
