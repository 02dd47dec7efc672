package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.WRITTEN;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static ai.warehouse.status.model.json.Reading.fault;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: createdAt may be ahead of the record's timestamp by an hour, not more. */
class StatusEventJsonFutureTest {
  private static final Instant LATEST = WRITTEN.plus(Duration.ofHours(1));

  @Test
  void shouldAcceptAnHourAhead() {
    assertThat(accepted(createdAt(quoted(LATEST.toString()))).createdAt()).isEqualTo(LATEST);
    assertThat(accepted(createdAt(millis(LATEST))).createdAt()).isEqualTo(LATEST);
  }

  @Test
  void shouldRejectMillisecondMore() {
    Instant late = LATEST.plusMillis(1);

    assertRejected(createdAt(quoted(late.toString())), CREATED_IN_FUTURE, "createdAt");
    assertRejected(createdAt(millis(late)), CREATED_IN_FUTURE, "createdAt");
  }

  @Test
  void shouldLookAtTheTimeBeforeItIsCut() {
    Instant late = LATEST.plusNanos(1);

    assertRejected(createdAt(quoted(late.toString())), CREATED_IN_FUTURE, "createdAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9999-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59-18:00"
      })
  void shouldRejectFarFuture(String text) {
    assertRejected(createdAt(quoted(text)), CREATED_IN_FUTURE, "createdAt");
  }

  @Test
  void shouldLookAtTimeAndNotAtItsText() {
    String local = "2026-11-24T07:47:03.120+10:00";

    assertThat(accepted(createdAt(quoted(local))).createdAt()).isEqualTo(LATEST);
  }

  @Test
  void shouldAcceptAnyTimeInThePastFrom2000On() {
    assertThat(accepted(createdAt("946684800000")).createdAt()).isEqualTo(StatusEventJson.EARLIEST);
  }

  @Test
  void shouldTakeRecordWithoutTimestampAsWrittenIn1970() {
    RecordPosition unknown = new RecordPosition("status-events", 0, 0, -1);

    assertThat(StatusEventJson.read(EventText.valid().bytes(), unknown).createdAt())
        .isEqualTo(Instant.EPOCH);
    assertThat(fault(createdAt("946684800000").bytes(), unknown).reason())
        .isEqualTo(CREATED_IN_FUTURE);
  }

  @ParameterizedTest
  @ValueSource(longs = {253402300800000L, Long.MAX_VALUE})
  void shouldRejectRecordFromAfterTheYear9999(long timestamp) {
    RecordPosition late = new RecordPosition("status-events", 0, 0, timestamp);

    assertThat(fault(EventText.valid().bytes(), late).reason()).isEqualTo(INVALID_VALUE);
  }

  private static EventText createdAt(String json) {
    return EventText.valid().with("createdAt", json);
  }

  private static String millis(Instant time) {
    return String.valueOf(time.toEpochMilli());
  }
}
