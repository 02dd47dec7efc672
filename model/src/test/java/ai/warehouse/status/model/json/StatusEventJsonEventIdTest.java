package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.POSITION;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.RecordPosition;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: eventId. */
class StatusEventJsonEventIdTest {
  @ParameterizedTest
  @CsvSource({
    "c232ab00-9414-11ec-b3c8-9f6bdeced846, 1ec9414c-232a-6b00-b3c8-9f6bdeced846",
    "C232AB00-9414-11EC-B3C8-9F6BDECED846, 1ec9414c-232a-6b00-b3c8-9f6bdeced846",
    "5df41881-3aed-3515-88a7-2f4a814cf09e, 5df41881-3aed-3515-88a7-2f4a814cf09e",
    "919108f7-52d1-4320-9bac-f847db4148a8, 919108f7-52d1-4320-9bac-f847db4148a8",
    "919108F7-52D1-4320-9BAC-F847DB4148A8, 919108f7-52d1-4320-9bac-f847db4148a8",
    "2ed6657d-e927-568b-95e1-2665a8aea6a2, 2ed6657d-e927-568b-95e1-2665a8aea6a2",
    "1EC9414C-232A-6B00-B3C8-9F6BDECED846, 1ec9414c-232a-6b00-b3c8-9f6bdeced846",
    "017F22E2-79B0-7CC3-98C4-DC0C0C07398F, 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "2489E9AD-2EE2-8E00-8EC9-32D5F69181C0, 2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
    "00000000-0000-0000-0000-000000000000, 00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF, ffffffff-ffff-ffff-ffff-ffffffffffff"
  })
  void shouldStoreSortableLowerCase(String given, String stored) {
    assertThat(accepted(eventId(quoted(given))).eventId()).hasToString(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "hunter2",
        "1-1-1-1-1",
        "919108f752d143209bacf847db4148a8",
        "{919108f7-52d1-4320-9bac-f847db4148a8}",
        "urn:uuid:919108f7-52d1-4320-9bac-f847db4148a8",
        " 919108f7-52d1-4320-9bac-f847db4148a8",
        "919108f7-52d1-4320-9bac-f847db4148a8 ",
        "919108f7-52d1-4320-9bac-f847db4148a8\\n",
        "919108f7-52d1-4320-9bac-f847db4148a",
        "919108f7-52d1-4320-9bac-f847db4148a88",
        "919108f7-52d1-4320-9bacf-847db4148a8",
        "919108f7-52d1-4320-9bac-f847db4148ag",
        "919108f7_52d1_4320_9bac_f847db4148a8",
        "919108f7-52d1-4320-9bac-f847db4148a\uFF18"
      })
  void shouldRejectMalformed(String text) {
    assertRejected(eventId(quoted(text)), INVALID_VALUE, "eventId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "true", "false", "[]", "{}"})
  void shouldRejectOtherTypes(String json) {
    assertRejected(eventId(json), WRONG_TYPE, "eventId");
  }

  @Test
  void shouldDeriveFromPositionWithoutOne() {
    UUID derived = EventIds.derive(POSITION);

    assertThat(accepted(EventText.valid()).eventId()).isEqualTo(derived);
    assertThat(accepted(eventId("null")).eventId()).isEqualTo(derived);
    assertThat(accepted(eventId("\"\"")).eventId()).isEqualTo(derived);
  }

  @Test
  void shouldDeriveSameIdWhenRecordIsReadAgain() {
    assertThat(accepted(EventText.valid())).isEqualTo(accepted(EventText.valid()));
  }

  @Test
  void shouldDeriveFromPositionAlone() {
    EventText other =
        EventText.valid().with("createdAt", "1700000000000").with("message", "\"other\"");

    assertThat(accepted(other).eventId()).isEqualTo(accepted(EventText.valid()).eventId());
  }

  @Test
  void shouldTellApartTheSameContentSentTwice() {
    RecordPosition next = new RecordPosition(POSITION.topic(), 3, 43, POSITION.timestamp());

    assertThat(StatusEventJson.read(EventText.valid().bytes(), next).eventId())
        .isNotEqualTo(accepted(EventText.valid()).eventId());
  }

  private static EventText eventId(String json) {
    return EventText.valid().with("eventId", json);
  }
}
