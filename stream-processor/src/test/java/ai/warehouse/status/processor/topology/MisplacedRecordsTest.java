package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.BUILD;
import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.at;
import static ai.warehouse.status.processor.topology.SampleRecords.build;
import static ai.warehouse.status.processor.topology.SampleRecords.bytes;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static ai.warehouse.status.processor.topology.SampleRecords.partitionsThatMisplace;
import static ai.warehouse.status.processor.topology.TopologyHarness.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.TaskStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records that a foreign client put into another partition than that of their package. */
class MisplacedRecordsTest {
  @TempDir private Path stateDir;

  @Test
  void shouldFoldAMisplacedRecordOnceAndCountTheHop() {
    try (TopologyHarness topology = misplacing()) {
      topology.publish(event("'eventType':'complete','locale':'en-US'"), NOON);

      assertThat(topology.records(TOPICS.status())).hasSize(1);
      assertThat(topology.counters().get(BUILD).count()).isOne();
      assertThat(topology.count("records.rekeyed")).isOne();
      assertThat(topology.count("records.accepted")).isOne();
    }
  }

  @Test
  void shouldNotHopWithARecordInPlaceWhateverItsKey() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      byte[] foreignKey = {1, 2, 3};
      byte[] value = bytes(event("'eventType':'complete','locale':'fr'"));
      topology.publish(foreignKey, value, new RecordHeaders(), NOON);

      assertThat(topology.counters().get(BUILD).count()).isOne();
      assertThat(topology.count("records.rekeyed")).isZero();
    }
  }

  @Test
  void shouldRejectAMisplacedRecordFromWhereItLay() {
    try (TopologyHarness topology = misplacing()) {
      topology.publish("not JSON", NOON);

      assertThat(topology.records(TOPICS.deadLetter())).hasSize(1);
      assertThat(topology.count("records.rekeyed")).isZero();
    }
  }

  @Test
  void shouldTellInADeadLetterBehindTheHopWhereTheRecordLayFirst() {
    try (TopologyHarness topology = misplacing()) {
      topology.corrupt(build("1.0.0"), at(60));
      byte[] key = bytes("some key");
      byte[] value = bytes(event("'message':'a step'"));
      topology.publish("not JSON", at(0));
      topology.publish(key, value, new RecordHeaders().add("trace", bytes("42")), at(1));

      assertThat(topology.records(TOPICS.deadLetter()))
          .hasSize(2)
          .last()
          .satisfies(
              letter -> {
                assertThat(letter.key()).isEqualTo(key);
                assertThat(letter.value()).isEqualTo(value);
                assertThat(letter.headers().lastHeader("trace").value()).isEqualTo(bytes("42"));
                assertThat(letter.headers()).noneMatch(header -> header.key().startsWith("origin"));
                assertThat(DeadLetter.from(letter.headers()))
                    .isEqualTo(
                        new DeadLetter(
                            "internal-error: InvalidRecordException",
                            new RecordPosition("status-events", 0, 1, at(1).toEpochMilli()),
                            "stream-processor"));
              });
    }
  }

  /**
   * Of queued events at one time the latest id wins, so a derived id shows between its neighbours.
   */
  @Test
  void shouldDeriveTheIdOfAnEventFromWhereItLayFirst() {
    UUID derived = EventIds.derive(new RecordPosition("status-events", 0, 0, NOON.toEpochMilli()));
    try (TopologyHarness topology = misplacing()) {
      topology.publish(event("'eventType':'queued','total':2"), NOON);
      topology.publish(queued(1, next(derived, -1)), NOON);
      assertThat(topology.statuses().get(BUILD).total()).isEqualTo(2);

      topology.publish(queued(3, next(derived, 1)), NOON);
      assertThat(topology.statuses().get(BUILD).total()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("inPlaceAndMisplaced")
  void shouldBurdenNeitherChangesNorStateWithWhatASenderPutIntoHeaders(int partitions) {
    try (TopologyHarness topology = new TopologyHarness(partitions, stateDir)) {
      byte[] value = bytes(event("'eventType':'complete','locale':'fr'"));
      topology.publish(null, value, new RecordHeaders().add("trace", bytes("42")), NOON);

      assertOneRecordWithoutHeaders(topology, TOPICS.status());
      assertOneRecordWithoutHeaders(topology, TOPICS.statusHead());
      assertOneRecordWithoutHeaders(topology, TOPICS.statusCounter());
      for (String store : List.of("builds", "locales", "builds-by-time", "log-offsets")) {
        assertThat(topology.changelog(store))
            .isNotEmpty()
            .allSatisfy(change -> assertThat(change.headers()).isEmpty());
      }
    }
  }

  @Test
  void shouldNotFoldWhatAnotherInstallationHasReKeyed() {
    RecordPosition elsewhere = new RecordPosition("dev-status-events", 0, 0, at(0).toEpochMilli());
    Received received =
        new Received(null, bytes(event("'total':2")), new RecordHeaders(), elsewhere);
    Record<byte[], byte[]> rekeyed =
        new Record<>(
            bytes("shop!prod"), received.value(), elsewhere.timestamp(), Origin.write(received));
    Topics prod = new Topics("prod-");
    StatusProcessor processor =
        new StatusProcessor(prod, 1, new ProcessorMetrics(new SimpleMeterRegistry(), prod));
    try (TaskStores stores = new TaskStores("shared", stateDir)) {
      stores.context().setRecordMetadata("shared-re-keyed-repartition", 0, 0);
      processor.init(stores.context());

      assertThatThrownBy(() -> processor.process(rekeyed))
          .isInstanceOf(ForeignRecordException.class)
          .hasMessageContainingAll("dev-status-events", "prod-status-events", "application.id");
    }
  }

  static int[] inPlaceAndMisplaced() {
    return new int[] {1, partitionsThatMisplace()};
  }

  private TopologyHarness misplacing() {
    return new TopologyHarness(partitionsThatMisplace(), stateDir);
  }

  private static String queued(int total, UUID eventId) {
    return event("'eventType':'queued','total':%d,'eventId':'%s'".formatted(total, eventId));
  }

  private static UUID next(UUID id, int step) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() + step);
  }

  private static void assertOneRecordWithoutHeaders(TopologyHarness topology, Topic<?, ?> topic) {
    assertThat(topology.records(topic))
        .singleElement()
        .satisfies(record -> assertThat(record.headers()).isEmpty());
  }
}
