package ai.warehouse.status.api.view;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.at;
import static ai.warehouse.status.api.Samples.event;
import static ai.warehouse.status.api.Samples.status;
import static ai.warehouse.status.model.EventKind.EVENT;
import static ai.warehouse.status.model.EventKind.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadViewTest {
  private static final Duration STALLED_AFTER = Duration.ofMinutes(30);

  private static HeadView view(Status status, Activity activity, Instant now) {
    return HeadView.of(status, activity, null, now, STALLED_AFTER);
  }

  @Test
  void shouldBeFailingEvenIfComplete() {
    Status status = status(BUILD).complete(true).error(true).progress(100).build();
    assertThat(view(status, Activity.UNKNOWN, at(9_999)).state()).isEqualTo(BuildState.FAILING);
  }

  @Test
  void shouldStayCompleteHoweverOld() {
    Status status = status(BUILD).updatedAt(at(7)).complete(true).progress(100).build();
    HeadView view = view(status, Activity.UNKNOWN, at(99_999));
    assertThat(view.state()).isEqualTo(BuildState.COMPLETE);
    assertThat(view.since()).isEqualTo(at(7));
  }

  @Test
  void shouldBeStalledBeforeQueued() {
    Status status = status(BUILD).build();
    assertThat(view(status, Activity.UNKNOWN, at(1799)).state()).isEqualTo(BuildState.QUEUED);
    HeadView view = view(status, Activity.UNKNOWN, at(1800));
    assertThat(view.state()).isEqualTo(BuildState.STALLED);
    assertThat(view.since()).isEqualTo(at(1800));
  }

  @Test
  void shouldBelieveTheEventsRatherThanTheTimes() {
    Status announced = status(BUILD).updatedAt(at(5)).build();
    assertThat(view(announced, Activity.UNKNOWN, at(9)).state()).isEqualTo(BuildState.BUILDING);
    Activity queuedTwice =
        Activity.ofNewest(
            List.of(event(BUILD, QUEUED, 5).build(), event(BUILD, QUEUED, 0).build()), 5);
    assertThat(view(announced, queuedTwice, at(9)).state()).isEqualTo(BuildState.QUEUED);
    Activity begun = Activity.ofNewest(List.of(event(BUILD, EVENT, 2000).locale("a").build()), 5);
    assertThat(view(status(BUILD).build(), begun, at(2100)).state()).isEqualTo(BuildState.BUILDING);
  }

  @Test
  void shouldNotTakeAPlainBuildForAnnounced() {
    Activity plain = Activity.ofNewest(List.of(event(BUILD, EVENT, 0).build()), 5);
    assertThat(view(status(BUILD).total(null).build(), plain, at(1)).state())
        .isEqualTo(BuildState.BUILDING);
    assertThat(view(status(BUILD).total(null).build(), Activity.UNKNOWN, at(1)).state())
        .isEqualTo(BuildState.BUILDING);
  }

  @Test
  void shouldNotTakeAFewOfManyEventsForAll() {
    Activity few = Activity.ofNewest(List.of(event(BUILD, QUEUED, 0).build()), 1);
    assertThat(few.queued()).isFalse();
  }

  @Test
  void shouldForgetBeingQueuedWhenTheStatusChanges() {
    Activity queued = Activity.ofNewest(List.of(event(BUILD, QUEUED, 3).build()), 5);
    assertThat(queued.queued()).isTrue();
    assertThat(queued.afterChange().queued()).isNull();
    assertThat(queued.afterChange().lastEventAt()).isEqualTo(at(3));
  }

  @Test
  void shouldWriteTheFormOfTheContract() {
    Status status = status(BUILD).updatedAt(at(20)).progress(20).revision(7).build();
    byte[] json =
        ViewJson.object(
            it -> {
              it.writeFieldName("head");
              view(status, Activity.UNKNOWN, at(30)).write(it);
            });
    assertThat(new String(json, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"head\":{\"pkg\":\"@scope/app\",\"env\":\"prod\",\"version\":\"1.0.0\","
                + "\"state\":\"building\",\"progress\":20,\"total\":10,"
                + "\"createdAt\":\"2026-11-28T12:00:00.000Z\","
                + "\"updatedAt\":\"2026-11-28T12:00:20.000Z\","
                + "\"since\":\"2026-11-28T12:00:00.000Z\",\"timeLeftMs\":70000,\"revision\":7}}");
  }

  @Test
  void shouldEstimateFromPaceAndThePreviousBuild() {
    assertThat(left(0, 10, null)).isNull();
    assertThat(left(0, 0, null)).isNull();
    // Five of ten took 20 s up to 20 s ago: 20 s more, 10 of which are over.
    assertThat(left(5, 10, null)).isEqualTo(Duration.ofSeconds(10));
    assertThat(left(0, 10, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(70));
    assertThat(left(5, 10, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(40));
    assertThat(left(0, 0, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(70));
    assertThat(left(0, 10, Duration.ofSeconds(30))).isNull();
  }

  private static Duration left(long completed, long total, Duration previous) {
    return TimeLeft.estimate(at(0), at(20), at(30), completed, total, previous);
  }
}
