package ai.warehouse.status.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.EventWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import ai.warehouse.status.sink.metrics.Meters;
import java.util.List;
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
    assertThat(event).isInstanceOf(EventWrite.class);
    assertThat(status.table()).isEqualTo("WrhsStatus");
    assertThat(((SnapshotWrite) status).revision()).isEqualTo(3);
    assertThat(head.table()).isEqualTo("WrhsStatusHead");
    assertThat(((SnapshotWrite) head).revision()).isEqualTo(4);
    assertThat(counter.table()).isEqualTo("WrhsStatusCounter");
    assertThat(((SnapshotWrite) counter).revision()).isEqualTo(5);
    assertThat(planner.topics())
        .containsExactlyInAnyOrder("status-events", "status", "status-head", "status-counter");
  }

  @Test
  void shouldTellWhatPeopleWaitForFromWhatMerelyMoves() {
    Status status = Samples.status(Samples.BUILD, 1).with(s -> s.total(3).progress(33));
    StatusHead head = StatusHead.of(status, 1);

    assertThat(milestone(status.with(s -> s.progress(66).revision(2))))
        .isEqualTo(milestone(status))
        .isNotEqualTo(milestone(status.with(s -> s.complete(true))))
        .isNotEqualTo(milestone(status.with(s -> s.error(true))));
    assertThat(milestone(head.with(h -> h.progress(99).revision(2))))
        .isEqualTo(milestone(head))
        .isNotEqualTo(milestone(head.with(h -> h.progress(100))))
        .isNotEqualTo(milestone(head.with(h -> h.version("2.0.0"))));
    assertThat(milestone(Samples.counterRecord(0, 1)))
        .isEqualTo(milestone(Samples.counterRecord(1, 2)));
  }

  private List<Object> milestone(Status status) {
    return milestone(Samples.record("status", 0, 0, StatusJson.write(status)));
  }

  private List<Object> milestone(StatusHead head) {
    return milestone(Samples.record("status-head", 0, 0, StatusHeadJson.write(head)));
  }

  private List<Object> milestone(ConsumerRecord<byte[], byte[]> record) {
    return ((SnapshotWrite) planner.plan(record).write()).milestone();
  }

  @Test
  void shouldCountAndSkipRejectedAndIgnoredEvents() {
    byte[] ignored = StatusEventJson.write(Samples.event(1).kind(EventKind.IGNORED).build());

    assertThat(planner.plan(Samples.eventRecord(0, Samples.utf8("{}"))))
        .isEqualTo(RecordPlanner.Plan.NOTHING);
    assertThat(planner.plan(Samples.eventRecord(1, null))).isEqualTo(RecordPlanner.Plan.NOTHING);
    assertThat(planner.plan(Samples.eventRecord(2, ignored))).isEqualTo(RecordPlanner.Plan.NOTHING);

    assertThat(meters.count("records.rejected", "reason", "missing-field")).isEqualTo(1);
    assertThat(meters.count("records.rejected", "reason", "null-value")).isEqualTo(1);
    assertThat(meters.count("records.ignored")).isEqualTo(1);
  }

  @Test
  void shouldMakeDeadLettersOfUnreadableSnapshots() {
    RecordPlanner.Plan garbage =
        planner.plan(Samples.record("status", 2, 5, Samples.utf8("garbage")));
    RecordPlanner.Plan tombstone = planner.plan(Samples.record("status-head", 1, 6, null));

    assertThat(garbage.write()).isNull();
    assertThat(garbage.deadLetter().reason()).isEqualTo(RejectionReason.NOT_JSON);
    assertThat(tombstone.deadLetter().reason()).isEqualTo(RejectionReason.NULL_VALUE);
    assertThat(meters.count("records.rejected", "topic", "status")).isEqualTo(1);
  }

  @Test
  void shouldStoreTooLargeEventCutAndSendItWhole() {
    byte[] large = StatusEventJson.write(Samples.event(1).details("x".repeat(500_000)).build());

    RecordPlanner.Plan plan = planner.plan(Samples.eventRecord(0, large));

    assertThat(plan.write().item().get("detailsTruncated").bool()).isTrue();
    assertThat(plan.deadLetter().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
  }

  @Test
  void shouldNotStopForABugOnOneRecord() {
    ConsumerRecord<byte[], byte[]> record = Samples.eventRecord(1);
    RecordPlanner.TopicPlanner broken =
        any -> {
          throw new IllegalStateException("content");
        };

    RecordPlanner.Plan plan =
        new RecordPlanner(Map.of("status-events", broken), meters.metrics).plan(record);

    assertThat(plan.deadLetter())
        .hasMessageContaining("internal-error")
        .hasMessageNotContaining("content");
  }
}
