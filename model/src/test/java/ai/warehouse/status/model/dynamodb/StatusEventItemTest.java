package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.ItemSchemas.STATUS_EVENT;
import static ai.warehouse.status.model.dynamodb.Items.bool;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.with;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.enhanced.dynamodb.TableMetadata;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SPEC §2: WrhsStatusEvent. */
class StatusEventItemTest {
  private static final StatusEvent QUEUED =
      event(EventKind.QUEUED).message("Builds queued").total(12).build();
  private static final Map<String, AttributeValue> QUEUED_ITEM =
      Map.ofEntries(
          Map.entry("key", s("cart!prod!2.1.0")),
          Map.entry("eventId", s("1ec9414c-232a-6b00-b3c8-9f6bdeced846")),
          Map.entry("pkg", s("cart")),
          Map.entry("env", s("prod")),
          Map.entry("version", s("2.1.0")),
          Map.entry("eventType", s("queued")),
          Map.entry("error", bool(false)),
          Map.entry("message", s("Builds queued")),
          Map.entry("total", n("12")),
          Map.entry("createdAt", s("2026-11-23T20:47:03.000Z")));

  private static final StatusEvent ERROR =
      event(EventKind.ERROR)
          .locale("de-DE")
          .message("failed")
          .details("long")
          .detailsTruncated(true)
          .build();
  private static final Map<String, AttributeValue> ERROR_ITEM =
      Map.ofEntries(
          Map.entry("key", s("cart!prod!2.1.0")),
          Map.entry("eventId", s("1ec9414c-232a-6b00-b3c8-9f6bdeced846")),
          Map.entry("pkg", s("cart")),
          Map.entry("env", s("prod")),
          Map.entry("version", s("2.1.0")),
          Map.entry("eventType", s("error")),
          Map.entry("locale", s("de-DE")),
          Map.entry("error", bool(true)),
          Map.entry("message", s("failed")),
          Map.entry("details", s("long")),
          Map.entry("detailsTruncated", bool(true)),
          Map.entry("createdAt", s("2026-11-23T20:47:03.000Z")));

  @Test
  void shouldWriteQueued() {
    assertThat(STATUS_EVENT.itemToMap(QUEUED, true)).isEqualTo(QUEUED_ITEM);
  }

  @Test
  void shouldWriteError() {
    assertThat(STATUS_EVENT.itemToMap(ERROR, true)).isEqualTo(ERROR_ITEM);
  }

  @Test
  void shouldLeaveAbsentValuesOut() {
    StatusEvent minimal = event(EventKind.EVENT).build();

    assertThat(STATUS_EVENT.itemToMap(minimal, true))
        .containsOnlyKeys(
            "key", "eventId", "pkg", "env", "version", "eventType", "error", "createdAt");
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatWasWritten(EventKind kind) {
    StatusEvent event = event(kind).locale("de-DE").message("m").details("d").total(5).build();

    assertThat(STATUS_EVENT.mapToItem(STATUS_EVENT.itemToMap(event, true))).isEqualTo(event);
  }

  @Test
  void shouldReadItems() {
    assertThat(STATUS_EVENT.mapToItem(QUEUED_ITEM)).isEqualTo(QUEUED);
    assertThat(STATUS_EVENT.mapToItem(ERROR_ITEM)).isEqualTo(ERROR);
  }

  @Test
  void shouldReadItemThatExpires() {
    assertThat(STATUS_EVENT.mapToItem(with(QUEUED_ITEM, "expiresAt", n("1795466823"))))
        .isEqualTo(QUEUED);
  }

  @Test
  void shouldFindItemsByBuildAndEventId() {
    TableMetadata metadata = STATUS_EVENT.tableMetadata();

    assertThat(metadata.primaryPartitionKey()).isEqualTo("key");
    assertThat(metadata.primarySortKey()).contains("eventId");
  }

  private static StatusEvent.Builder event(EventKind kind) {
    return StatusEvent.builder()
        .key(new BuildKey("cart", "prod", "2.1.0"))
        .eventId(UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846"))
        .kind(kind)
        .createdAt(Instant.parse("2026-11-23T20:47:03Z"));
  }
}
