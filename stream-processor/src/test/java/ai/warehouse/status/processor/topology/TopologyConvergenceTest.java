package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.EmittedTables;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same property as the fold's, through real serdes and stores. The driver puts every record in
 * partition 0; so among several partitions some packages go through the repartition topic.
 */
class TopologyConvergenceTest {
  private static final String APPLICATION = "convergence";
  private static final String REKEYED = APPLICATION + "-" + StatusTopology.REKEYED + "-repartition";
  private static final Topics TOPICS = new Topics("");
  private static final int HISTORIES_PER_DRIVER = 50;

  @TempDir private Path stateDirectory;

  @ParameterizedTest
  @CsvSource({"1, 101", "4, 301"})
  void shouldEmitTheSameTablesInAnyOrder(int partitions, long firstSeed) {
    List<StatusEvent> events = histories(firstSeed);
    Properties settings = settings();
    StatusTopology topology = new StatusTopology(TOPICS, partitions, settings);
    try (TopologyTestDriver driver = new TopologyTestDriver(topology.get(), settings)) {
      Random random = new Random(firstSeed);
      deliver(driver, RandomHistories.deliver(events, random), random);

      assertThat(driver.producedTopicNames().contains(REKEYED)).isEqualTo(partitions > 1);
      assertThat(output(driver, TOPICS.deadLetter()).isEmpty()).isTrue();
      emitted(driver).assertEqualTo(ReferenceTables.of(events));
    }
  }

  @Test
  void shouldEmitTheSameRevisionsWhenTheLogIsReadAgainAndLaterOnesAfter() {
    List<StatusEvent> events = RandomHistories.deliver(histories(401), new Random(401));
    StatusEvent later = later(events.get(0).key());

    List<Status> first = statuses(events);
    List<Status> again = statuses(concat(events, later));

    assertThat(again).startsWith(first.toArray(Status[]::new));
    assertThat(again.get(again.size() - 1).key()).isEqualTo(later.key());
    assertThat(again.get(again.size() - 1).revision())
        .isGreaterThan(first.stream().mapToLong(Status::revision).max().orElseThrow());
  }

  private static StatusEvent later(BuildKey build) {
    return StatusEvent.builder()
        .key(build)
        .kind(EventKind.COMPLETE)
        .locale("one more")
        .createdAt(RandomHistories.LATEST)
        .build();
  }

  private static List<StatusEvent> concat(List<StatusEvent> events, StatusEvent last) {
    return Stream.concat(events.stream(), Stream.of(last)).toList();
  }

  /** Returns what a new application makes of a log. */
  private List<Status> statuses(List<StatusEvent> log) {
    Properties settings = settings();
    StatusTopology topology = new StatusTopology(TOPICS, 1, settings);
    try (TopologyTestDriver driver = new TopologyTestDriver(topology.get(), settings)) {
      deliver(driver, log, new Random(0));
      return output(driver, TOPICS.status()).readValuesToList();
    }
  }

  /** Returns many histories, mixed into one as on a real log; names tell them apart. */
  private static List<StatusEvent> histories(long firstSeed) {
    return LongStream.range(firstSeed, firstSeed + HISTORIES_PER_DRIVER)
        .boxed()
        .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
        .toList();
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.setProperty(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.setProperty(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
    settings.setProperty(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    settings.setProperty(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.setProperty(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    return settings;
  }

  private static void deliver(TopologyTestDriver driver, List<StatusEvent> events, Random random) {
    TestInputTopic<byte[], byte[]> log =
        driver.createInputTopic(
            TOPICS.statusEvents().name(), new ByteArraySerializer(), new ByteArraySerializer());
    for (StatusEvent event : events) {
      log.pipeInput(key(event, random), StatusEventJson.write(event), RandomHistories.LATEST);
    }
  }

  // The value alone decides what an event means, so a key may be missing or wrong.
  private static byte[] key(StatusEvent event, Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> utf8("anything");
      default -> utf8(event.key().packageKey().toString());
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static EmittedTables emitted(TopologyTestDriver driver) {
    EmittedTables tables = new EmittedTables();
    each(output(driver, TOPICS.status()), Status::key, tables::add);
    each(output(driver, TOPICS.statusHead()), StatusHead::key, tables::add);
    each(output(driver, TOPICS.statusCounter()), StatusCounter::key, tables::add);
    return tables;
  }

  private static <K, V> void each(
      TestOutputTopic<K, V> topic, Function<V, K> key, Consumer<V> action) {
    for (KeyValue<K, V> written : topic.readKeyValuesToList()) {
      assertThat(written.key).isEqualTo(key.apply(written.value));
      action.accept(written.value);
    }
  }

  private static <K, V> TestOutputTopic<K, V> output(TopologyTestDriver driver, Topic<K, V> topic) {
    return driver.createOutputTopic(
        topic.name(), topic.keySerde().deserializer(), topic.valueSerde().deserializer());
  }
}
