package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.ItemSchemas.STATUS_EVENT;
import static ai.warehouse.status.model.dynamodb.Items.bool;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.with;
import static ai.warehouse.status.model.dynamodb.Items.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows that the old package wrote lack eventType, may lack error, and have a version 1 id. */
class OldStatusEventItemTest {
  private static final Map<String, AttributeValue> OLD =
      Map.of(
          "key", s("cart!prod!2.1.0"),
          "eventId", s("c232ab00-9414-11ec-b3c8-9f6bdeced846"),
          "pkg", s("cart"),
          "env", s("prod"),
          "version", s("2.1.0"),
          "locale", s("de-DE"),
          "message", s("m"),
          "createdAt", s("2026-11-23T20:47:03.120Z"));

  @Test
  void shouldReadRowWithoutErrorAsPlainEvent() {
    assertThat(STATUS_EVENT.mapToItem(OLD)).isEqualTo(event(EventKind.EVENT));
  }

  @Test
  void shouldReadRowWithFalseErrorAsPlainEvent() {
    assertThat(STATUS_EVENT.mapToItem(with(OLD, "error", bool(false))))
        .isEqualTo(event(EventKind.EVENT));
  }

  @Test
  void shouldReadRowWithTrueErrorAsError() {
    assertThat(STATUS_EVENT.mapToItem(with(OLD, "error", bool(true))))
        .isEqualTo(event(EventKind.ERROR));
  }

  @Test
  void shouldReadNullAttributesAsAbsent() {
    AttributeValue nothing = AttributeValue.fromNul(true);
    Map<String, AttributeValue> row = with(with(OLD, "error", nothing), "details", nothing);

    assertThat(STATUS_EVENT.mapToItem(row)).isEqualTo(event(EventKind.EVENT));
  }

  @Test
  void shouldGoByTheKeyWherePartsAreMissing() {
    assertThat(STATUS_EVENT.mapToItem(without(without(OLD, "pkg"), "version")))
        .isEqualTo(event(EventKind.EVENT));
  }

  @Test
  void shouldTakeTheTimeFromTheIdWhereAnUpdateCreatedTheRow() {
    assertThat(STATUS_EVENT.mapToItem(without(OLD, "createdAt")).createdAt())
        .isEqualTo(Instant.parse("2022-02-22T19:22:22Z"));
  }

  @Test
  void shouldNotGuessTheTimeOfOtherIds() {
    AttributeValue version4 = s("919108f7-52d1-4320-9bac-f847db4148a8");
    Map<String, AttributeValue> row = with(without(OLD, "createdAt"), "eventId", version4);

    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> STATUS_EVENT.mapToItem(row))
        .withMessageContaining("createdAt is missing");
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadRowThatHasEventTypeAndNoError(EventKind kind) {
    assertThat(STATUS_EVENT.mapToItem(with(OLD, "eventType", s(kind.wireName()))))
        .isEqualTo(event(kind));
  }

  private static StatusEvent event(EventKind kind) {
    return StatusEvent.builder()
        .key(new BuildKey("cart", "prod", "2.1.0"))
        .eventId(UUID.fromString("1ec9414c-232a-6b00-b3c8-9f6bdeced846"))
        .kind(kind)
        .locale("de-DE")
        .message("m")
        .createdAt(Instant.parse("2026-11-23T20:47:03.120Z"))
        .build();
  }
}
