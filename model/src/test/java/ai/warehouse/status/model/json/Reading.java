package ai.warehouse.status.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads events as they would lie at one place of the log. */
final class Reading {
  static final Instant WRITTEN = Instant.parse("2026-11-23T20:47:03.120Z");
  static final RecordPosition POSITION =
      new RecordPosition("status-events", 3, 42, WRITTEN.toEpochMilli());

  private Reading() {}

  static StatusEvent accepted(EventText text) {
    return accepted(text.bytes());
  }

  static StatusEvent accepted(String json) {
    return accepted(json.getBytes(StandardCharsets.UTF_8));
  }

  static StatusEvent accepted(byte[] value) {
    return StatusEventJson.read(value, POSITION);
  }

  /** Returns why a record is rejected; null if it is accepted. */
  static InvalidRecordException fault(byte[] value, RecordPosition position) {
    try {
      StatusEventJson.read(value, position);
      return null;
    } catch (InvalidRecordException e) {
      return e;
    }
  }

  static InvalidRecordException rejected(byte[] value) {
    InvalidRecordException why = fault(value, POSITION);
    assertThat(why).isNotNull();
    assertThat(why).hasNoCause().hasNoSuppressedExceptions();
    assertThat(why.toString()).contains(why.reason().code()).doesNotContain(EventText.MARKER);
    return why;
  }

  static void assertRejected(EventText text, RejectionReason reason, String field) {
    assertRejected(text.bytes(), reason, field);
  }

  static void assertRejected(String json, RejectionReason reason, String field) {
    assertRejected(json.getBytes(StandardCharsets.UTF_8), reason, field);
  }

  static void assertRejected(byte[] value, RejectionReason reason, String field) {
    InvalidRecordException why = rejected(value);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }
}
