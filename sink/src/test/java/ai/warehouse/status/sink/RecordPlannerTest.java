package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.json.StatusEventJson;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordPlannerTest {
  private final Meters meters = new Meters();
  private final RecordPlanner planner =
      new RecordPlanner(Samples.TOPICS, Samples.TABLES, new EventItems(null), meters.metrics);

  @Test
  void shouldPlanEachTopicForItsTable() {
    ItemWrite event = planner.plan(Samples.eventRecord(1)).write();
    ItemWrite status = planner.plan(Samples.statusRecord(0, Samples.BUILD, 3)).write();
    ItemWrite head = planner.plan(Samples.headRecord(0, 4)).write();
    ItemWrite counter = planner.plan(Samples.counterRecord(0, 5)).write();

    assertThat(event.table()).isEqualTo("WrhsStatusEvent");
    assertThat(event.revision()).isNull();
    assertThat(status.table()).isEqualTo("WrhsStatus");
    assertThat(status.revision()).isEqualTo(3);
    assertThat(head.table()).isEqualTo("WrhsStatusHead");
    assertThat(head.revision()).isEqualTo(4);
    assertThat(counter.table()).isEqualTo("WrhsStatusCounter");
    assertThat(counter.revision()).isEqualTo(5);
    assertThat(planner.topics())
        .containsExactlyInAnyOrder("status-events", "status", "status-head", "status-counter");
  }

  @Test
  void shouldCountAndSkipRejectedAndIgnoredEvents() {
    byte[] ignored = StatusEventJson.write(Samples.event(1).kind(EventKind.IGNORED).build());

    assertThat(planner.plan(Samples.eventRecord(0, Samples.utf8("{}"))))
        .isEqualTo(RecordPlan.nothing());
    assertThat(planner.plan(Samples.eventRecord(1, null))).isEqualTo(RecordPlan.nothing());
    assertThat(planner.plan(Samples.eventRecord(2, ignored))).isEqualTo(RecordPlan.nothing());

    assertThat(meters.count("records.rejected", "reason", "missing-field")).isEqualTo(1);
    assertThat(meters.count("records.rejected", "reason", "null-value")).isEqualTo(1);
    assertThat(meters.count("records.ignored")).isEqualTo(1);
  }

  @Test
  void shouldMakeDeadLettersOfUnreadableSnapshots() {
    RecordPlan garbage = planner.plan(Samples.record("status", 2, 5, Samples.utf8("garbage")));
    RecordPlan tombstone = planner.plan(Samples.record("status-head", 1, 6, null));

    assertThat(garbage.write()).isNull();
    assertThat(garbage.deadLetter().reason()).isEqualTo(RejectionReason.NOT_JSON);
    assertThat(tombstone.deadLetter().reason()).isEqualTo(RejectionReason.NULL_VALUE);
    assertThat(meters.count("records.rejected", "topic", "status")).isEqualTo(1);
  }

  @Test
  void shouldStoreTooLargeEventCutAndSendItWhole() {
    byte[] large = StatusEventJson.write(Samples.event(1).details("x".repeat(500_000)).build());

    RecordPlan plan = planner.plan(Samples.eventRecord(0, large));

    assertThat(plan.write().item().get("detailsTruncated").bool()).isTrue();
    assertThat(plan.deadLetter().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
  }

  @Test
  void shouldNotStopForABugOnOneRecord() {
    ConsumerRecord<byte[], byte[]> record = Samples.eventRecord(1);
    RecordHandler broken =
        any -> {
          throw new IllegalStateException("content");
        };

    RecordPlan plan =
        new RecordPlanner(Map.of("status-events", broken), meters.metrics).plan(record);

    assertThat(plan.deadLetter())
        .hasMessageContaining("internal-error")
        .hasMessageNotContaining("content");
  }
}
