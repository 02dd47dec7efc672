package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.EventKind.ERROR;
import static ai.warehouse.status.model.EventKind.EVENT;
import static ai.warehouse.status.model.EventKind.IGNORED;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: the kind follows from eventType and error. */
class StatusEventJsonKindTest {
  @ParameterizedTest
  @CsvSource({
    "event,    null,  EVENT",
    "event,    false, EVENT",
    "event,    true,  ERROR",
    "queued,   null,  QUEUED",
    "queued,   false, QUEUED",
    "queued,   true,  ERROR",
    "complete, null,  COMPLETE",
    "complete, false, COMPLETE",
    "complete, true,  ERROR",
    "error,    null,  ERROR",
    "error,    false, ERROR",
    "error,    true,  ERROR",
    "ignored,  null,  IGNORED",
    "ignored,  false, IGNORED",
    "ignored,  true,  IGNORED"
  })
  void shouldFindKind(String eventType, String error, EventKind kind) {
    EventText text =
        EventText.valid().with("eventType", EventText.quoted(eventType)).with("error", error);

    StatusEvent event = accepted(text);

    assertThat(event.kind()).isEqualTo(kind);
    assertThat(event.error()).isEqualTo(kind == ERROR);
  }

  @Test
  void shouldBePlainEventWithoutEventType() {
    assertThat(accepted(EventText.valid()).kind()).isEqualTo(EVENT);
    assertThat(accepted(EventText.valid().with("eventType", "null")).kind()).isEqualTo(EVENT);
    assertThat(accepted(EventText.valid().with("eventType", "\"\"")).kind()).isEqualTo(EVENT);
  }

  @Test
  void shouldBeErrorByFlagAlone() {
    assertThat(accepted(EventText.valid().with("error", "true")).kind()).isEqualTo(ERROR);
  }

  @Test
  void shouldHoldIgnoredEventsToTheRulesToo() {
    EventText ignored = EventText.valid().with("eventType", "\"ignored\"");

    assertThat(accepted(ignored).kind()).isEqualTo(IGNORED);
    assertRejected(ignored.with("total", "-1"), INVALID_VALUE, "total");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "Complete", "COMPLETE", "complete ", "hunter2", "null", "\\ud800"})
  void shouldRejectUnknownEventType(String value) {
    EventText text = EventText.valid().with("eventType", EventText.quoted(value));

    assertRejected(text, INVALID_VALUE, "eventType");
    assertRejected(text.with("error", "true"), INVALID_VALUE, "eventType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "true", "false", "[]", "{}", "[\"complete\"]"})
  void shouldRejectOtherTypesOfEventType(String json) {
    assertRejected(EventText.valid().with("eventType", json), WRONG_TYPE, "eventType");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "\"\"", "\"true\"", "\"false\"", "[]", "{}", "[true]"})
  void shouldRejectOtherTypesOfError(String json) {
    EventText text = EventText.valid().with("error", json);

    assertRejected(text, WRONG_TYPE, "error");
    assertRejected(text.with("eventType", "\"ignored\""), WRONG_TYPE, "error");
  }
}
