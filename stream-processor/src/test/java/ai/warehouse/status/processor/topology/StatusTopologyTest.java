package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Placement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system does, told at its topics. */
class StatusTopologyTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final BuildKey BUILD = new BuildKey("shop", "prod", "1.0.0");

  @TempDir private Path stateDir;

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void shouldFollowABuildToItsEnd(int partitions) {
    try (TopologyHarness topology = new TopologyHarness(partitions, stateDir)) {
      topology.publish(event("queued", "\"total\":2"), NOON);
      topology.publish(event("complete", "\"locale\":\"en-US\""), NOON.plusSeconds(1));
      topology.publish(event("complete", "\"locale\":\"de-DE\""), NOON.plusSeconds(2));

      assertThat(topology.statuses())
          .containsOnly(
              entry(
                  Status.builder()
                      .key(BUILD)
                      .createdAt(NOON)
                      .updatedAt(NOON.plusSeconds(2))
                      .total(2)
                      .progress(100)
                      .complete(true)
                      .revision(3)
                      .build()));
      assertThat(topology.counters()).containsEntry(BUILD, new StatusCounter(BUILD, 2, 2));
      assertThat(topology.heads().get(BUILD.packageKey()).version()).isEqualTo("1.0.0");
      assertThat(topology.records(TopologyHarness.TOPICS.deadLetter())).isEmpty();
    }
  }

  private static Map.Entry<BuildKey, Status> entry(Status status) {
    return Map.entry(status.key(), status);
  }

  @Test
  void shouldFoldAMisplacedRecordOnceAndCountTheHop() {
    try (TopologyHarness topology = new TopologyHarness(partitionsThatMisplace(), stateDir)) {
      topology.publish(event("complete", "\"locale\":\"en-US\""), NOON);

      assertThat(topology.counters()).containsEntry(BUILD, new StatusCounter(BUILD, 1, 1));
      assertThat(topology.count("rekeyed")).isOne();
      assertThat(topology.count("accepted")).isOne();
    }
  }

  @Test
  void shouldNotHopWithARecordInPlaceWhateverItsKey() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      byte[] foreignKey = {1, 2, 3};
      topology.publish(
          foreignKey, bytes(event("complete", "\"locale\":\"fr\"")), new RecordHeaders(), NOON);

      assertThat(topology.counters()).containsEntry(BUILD, new StatusCounter(BUILD, 1, 1));
      assertThat(topology.count("rekeyed")).isZero();
    }
  }

  @Test
  void shouldSayNothingAboutAnEventThatChangesNothing() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      topology.publish(event("complete", "\"locale\":\"en-US\""), NOON);
      topology.statuses();
      topology.heads();
      topology.counters();

      topology.publish(event("complete", "\"locale\":\"en-US\""), NOON);
      topology.publish(event("event", "\"message\":\"a step\""), NOON.plusSeconds(9));

      assertThat(topology.records(TopologyHarness.TOPICS.status())).isEmpty();
      assertThat(topology.records(TopologyHarness.TOPICS.statusHead())).isEmpty();
      assertThat(topology.records(TopologyHarness.TOPICS.statusCounter())).isEmpty();
    }
  }

  @Test
  void shouldCountIgnoredEventsAndLeaveNoOtherTrace() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      topology.publish(event("ignored", "\"total\":0"), NOON);

      assertThat(topology.statuses()).isEmpty();
      assertThat(topology.heads()).isEmpty();
      assertThat(topology.records(TopologyHarness.TOPICS.deadLetter())).isEmpty();
      assertThat(topology.count("ignored")).isOne();
    }
  }

  @Test
  void shouldSendARejectedRecordAsItCameToTheDeadLetters() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      byte[] key = bytes("some key");
      byte[] value = bytes("{\"pkg\":\"shop\",\"env\":\"prod\"}");
      Headers headers = new RecordHeaders().add("trace", bytes("42"));
      topology.publish(event("event", "\"message\":\"good\""), NOON);
      topology.publish(key, value, headers, NOON);
      topology.publish(null, null, new RecordHeaders(), NOON);
      topology.publish(event("complete", "\"locale\":\"en-US\""), NOON);

      List<TestRecord<byte[], byte[]>> letters =
          topology.records(TopologyHarness.TOPICS.deadLetter());
      assertThat(letters).hasSize(2);
      assertThat(letters.get(0).key()).isEqualTo(key);
      assertThat(letters.get(0).value()).isEqualTo(value);
      assertThat(letters.get(0).headers().lastHeader("trace").value()).isEqualTo(bytes("42"));
      assertThat(DeadLetter.from(letters.get(0).headers()))
          .isEqualTo(
              new DeadLetter(
                  "missing-field: version is missing",
                  new RecordPosition("status-events", 0, 1, NOON.toEpochMilli()),
                  "stream-processor"));
      assertThat(letters.get(1).key()).isNull();
      assertThat(letters.get(1).value()).isNull();
      assertThat(DeadLetter.from(letters.get(1).headers()).reason())
          .isEqualTo("null-value: the record has no value");
      assertThat(topology.counters()).containsEntry(BUILD, new StatusCounter(BUILD, 1, 1));
      assertThat(topology.count("rejected-missing-field")).isOne();
      assertThat(topology.count("rejected-null-value")).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void shouldNotBurdenChangesWithWhatASenderPutIntoHeaders(int partitions) {
    try (TopologyHarness topology = new TopologyHarness(partitions, stateDir)) {
      Headers headers = new RecordHeaders().add("trace", bytes("42"));
      topology.publish(null, bytes(event("complete", "\"locale\":\"fr\"")), headers, NOON);

      assertThat(topology.records(TopologyHarness.TOPICS.status()))
          .singleElement()
          .satisfies(record -> assertThat(record.headers()).isEmpty());
      assertThat(topology.records(TopologyHarness.TOPICS.statusHead()))
          .singleElement()
          .satisfies(record -> assertThat(record.headers()).isEmpty());
      assertThat(topology.records(TopologyHarness.TOPICS.statusCounter()))
          .singleElement()
          .satisfies(record -> assertThat(record.headers()).isEmpty());
    }
  }

  @Test
  void shouldDeadLetterAnEventOnWhichTheFoldFailsAndGoOn() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      topology.corrupt(new BuildKey("shop", "prod", "9.9.9"), NOON.plusSeconds(60));
      String failing = event("1.0.0", NOON);
      topology.publish(failing, NOON);
      topology.publish("{\"pkg\":\"other\",\"env\":\"dev\",\"version\":\"1\"}", NOON);

      assertThat(topology.records(TopologyHarness.TOPICS.deadLetter()))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.value()).isEqualTo(bytes(failing));
                assertThat(DeadLetter.from(letter.headers()).reason())
                    .isEqualTo("internal-error: IllegalStateException");
              });
      assertThat(topology.statuses()).containsOnlyKeys(new BuildKey("other", "dev", "1"));
      assertThat(topology.count("rejected-internal-error")).isOne();
    }
  }

  @Test
  void shouldKeepTheHeadWhenALateEventOfAnOlderVersionComes() {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      topology.publish(event("1.0.0", NOON), NOON);
      topology.publish(event("1.1.0", NOON.plusSeconds(10)), NOON.plusSeconds(10));
      topology.publish(event("0.9.0", NOON.minusSeconds(10)), NOON.plusSeconds(20));

      var statuses = topology.statuses();
      assertThat(topology.heads().get(new PackageKey("shop", "prod")).version()).isEqualTo("1.1.0");
      assertThat(statuses.get(new BuildKey("shop", "prod", "1.1.0")).previousVersion())
          .isEqualTo("1.0.0");
      assertThat(statuses.get(new BuildKey("shop", "prod", "1.0.0")).previousVersion())
          .isEqualTo("0.9.0");
      assertThat(statuses.get(new BuildKey("shop", "prod", "0.9.0")).previousVersion()).isNull();
    }
  }

  @Test
  void shouldBeOneSubTopologyWithANameForEachPart() {
    TopologyDescription described =
        new StatusTopology(TopologyHarness.TOPICS, 4, TopologyHarness.properties(stateDir))
            .get()
            .describe();

    assertThat(described.subtopologies()).hasSize(1);
    assertThat(described.globalStores()).isEmpty();
    assertThat(described.toString()).doesNotContain("KSTREAM").doesNotContain("000000");
  }

  private static String event(String type, String field) {
    return """
        {"pkg":"shop","env":"prod","version":"1.0.0","eventType":"%s",%s}"""
        .formatted(type, field);
  }

  private static String event(String version, Instant createdAt) {
    return """
        {"pkg":"shop","env":"prod","version":"%s","createdAt":"%s"}"""
        .formatted(version, createdAt);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a number of partitions among which the build's package is not in partition 0. */
  private static int partitionsThatMisplace() {
    int partitions = 2;
    while (Placement.partitionOf(BUILD.packageKey(), partitions) == 0) {
      partitions++;
    }
    return partitions;
  }
}
