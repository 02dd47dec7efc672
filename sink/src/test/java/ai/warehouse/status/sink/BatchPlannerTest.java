package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.json.StatusEventJson;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {
  private final Meters meters = new Meters();
  private final BatchPlanner planner =
      new BatchPlanner(Samples.TOPICS, Samples.TABLES, new EventItems(null), meters.metrics);

  @Test
  void shouldPlanEachTopicForItsTable() {
    WritePlan plan =
        planner.plan(
            List.of(
                Samples.eventRecord(1),
                Samples.statusRecord(0, Samples.BUILD, 3),
                Samples.headRecord(0, 4),
                Samples.counterRecord(0, 5)));

    assertThat(plan.events()).extracting(ItemWrite::table).containsExactly("WrhsStatusEvent");
    assertThat(plan.events()).extracting(ItemWrite::revision).containsOnlyNulls();
    assertThat(plan.snapshots())
        .extracting(ItemWrite::table)
        .containsExactly("WrhsStatus", "WrhsStatusHead", "WrhsStatusCounter");
    assertThat(plan.snapshots()).extracting(ItemWrite::revision).containsExactly(3L, 4L, 5L);
    assertThat(plan.deadLetters()).isEmpty();
    assertThat(planner.topics())
        .containsExactlyInAnyOrder("status-events", "status", "status-head", "status-counter");
  }

  @Test
  void shouldNameAnEventOnceInABatch() {
    ConsumerRecord<byte[], byte[]> again = Samples.eventRecord(7, Samples.eventRecord(1).value());

    WritePlan plan = planner.plan(List.of(Samples.eventRecord(1), Samples.eventRecord(2), again));

    assertThat(plan.events()).extracting(write -> write.source().offset()).containsExactly(1L, 2L);
  }

  @Test
  void shouldKeepTheNewestOfAKey() {
    WritePlan plan =
        planner.plan(
            List.of(
                Samples.statusRecord(0, Samples.BUILD, 1),
                Samples.statusRecord(1, Samples.BUILD, 3),
                Samples.statusRecord(2, Samples.BUILD, 2),
                Samples.statusRecord(3, Samples.build("2.0.0"), 1)));

    assertThat(plan.snapshots())
        .extracting(write -> write.source().offset())
        .containsExactly(1L, 3L);
  }

  @Test
  void shouldKeepTheLaterOfOneRevision() {
    WritePlan plan =
        planner.plan(
            List.of(
                Samples.statusRecord(0, Samples.BUILD, 3),
                Samples.statusRecord(1, Samples.BUILD, 3)));

    assertThat(plan.snapshots()).extracting(write -> write.source().offset()).containsExactly(1L);
  }

  @Test
  void shouldCountAndSkipRejectedAndIgnoredEvents() {
    byte[] ignored = StatusEventJson.write(Samples.event(1).kind(EventKind.IGNORED).build());

    WritePlan plan =
        planner.plan(
            List.of(
                Samples.eventRecord(0, Samples.utf8("{}")),
                Samples.eventRecord(1, null),
                Samples.eventRecord(2, ignored)));

    assertThat(plan).isEqualTo(new WritePlan(List.of(), List.of(), List.of()));
    assertThat(meters.count("records.rejected", "reason", "missing-field")).isEqualTo(1);
    assertThat(meters.count("records.rejected", "reason", "null-value")).isEqualTo(1);
    assertThat(meters.count("records.ignored")).isEqualTo(1);
  }

  @Test
  void shouldMakeDeadLettersOfUnreadableSnapshots() {
    ConsumerRecord<byte[], byte[]> garbage =
        Samples.record("status", 2, 5, Samples.utf8("garbage"));
    ConsumerRecord<byte[], byte[]> tombstone = Samples.record("status-head", 1, 6, null);

    WritePlan plan =
        planner.plan(List.of(garbage, tombstone, Samples.statusRecord(9, Samples.BUILD, 1)));

    assertThat(plan.deadLetters())
        .extracting(RejectedRecord::source)
        .containsExactly(garbage, tombstone);
    assertThat(plan.deadLetters())
        .extracting(letter -> letter.why().reason())
        .containsExactly(RejectionReason.NOT_JSON, RejectionReason.NULL_VALUE);
    assertThat(plan.snapshots()).hasSize(1);
    assertThat(meters.count("records.rejected", "topic", "status")).isEqualTo(1);
  }

  @Test
  void shouldStoreTooLargeEventCutAndSendItWhole() {
    byte[] large = StatusEventJson.write(Samples.event(1).details("x".repeat(500_000)).build());
    ConsumerRecord<byte[], byte[]> record = Samples.eventRecord(0, large);

    WritePlan plan = planner.plan(List.of(record, Samples.eventRecord(1, large)));

    assertThat(plan.events()).hasSize(1);
    assertThat(plan.events().get(0).item().get("detailsTruncated").bool()).isTrue();
    assertThat(plan.deadLetters()).extracting(RejectedRecord::source).containsExactly(record);
    assertThat(plan.deadLetters().get(0).why().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
  }

  @Test
  void shouldNotStopForABugOnOneRecord() {
    ConsumerRecord<byte[], byte[]> record = Samples.eventRecord(1);
    RecordHandler broken =
        (any, draft) -> {
          throw new IllegalStateException("content");
        };

    WritePlan plan =
        new BatchPlanner(Map.of("status-events", broken), meters.metrics).plan(List.of(record));

    assertThat(plan.deadLetters()).extracting(RejectedRecord::source).containsExactly(record);
    assertThat(plan.deadLetters().get(0).why())
        .hasMessageContaining("internal-error")
        .hasMessageNotContaining("content");
  }
}
