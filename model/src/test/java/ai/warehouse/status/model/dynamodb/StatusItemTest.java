package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.ItemSchemas.STATUS;
import static ai.warehouse.status.model.dynamodb.Items.bool;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.without;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SPEC §2: WrhsStatus. */
class StatusItemTest {
  private static final Status FULL =
      minimal()
          .total(12)
          .progress(58)
          .complete(true)
          .error(true)
          .previousVersion("2.0.9")
          .revision(9_007_199_254_740_993L)
          .build();
  private static final Map<String, AttributeValue> FULL_ITEM =
      Map.ofEntries(
          Map.entry("key", s("cart!prod!2.1.0")),
          Map.entry("pkg", s("cart")),
          Map.entry("env", s("prod")),
          Map.entry("version", s("2.1.0")),
          Map.entry("createdAt", s("2026-11-23T20:47:03.000Z")),
          Map.entry("updatedAt", s("2026-11-23T20:47:03.100Z")),
          Map.entry("total", n("12")),
          Map.entry("progress", n("58")),
          Map.entry("complete", bool(true)),
          Map.entry("error", bool(true)),
          Map.entry("previousVersion", s("2.0.9")),
          Map.entry("revision", n("9007199254740993")));

  @Test
  void shouldWriteEveryAttribute() {
    assertThat(STATUS.itemToMap(FULL, true)).isEqualTo(FULL_ITEM);
  }

  @Test
  void shouldLeaveAbsentValuesOut() {
    assertThat(STATUS.itemToMap(minimal().build(), true))
        .containsOnlyKeys(
            "key",
            "pkg",
            "env",
            "version",
            "createdAt",
            "updatedAt",
            "progress",
            "complete",
            "error",
            "revision")
        .containsEntry("progress", n("0"))
        .containsEntry("complete", bool(false))
        .containsEntry("error", bool(false));
  }

  @Test
  void shouldReadWhatWasWritten() {
    assertThat(STATUS.mapToItem(FULL_ITEM)).isEqualTo(FULL);

    Status minimal = minimal().build();
    assertThat(STATUS.mapToItem(STATUS.itemToMap(minimal, true))).isEqualTo(minimal);
  }

  @Test
  void shouldReadOldRowWithoutProgressAndRevision() {
    Status old = STATUS.mapToItem(without(without(FULL_ITEM, "progress"), "revision"));

    assertThat(old.progress()).isZero();
    assertThat(old.revision()).isZero();
  }

  @Test
  void shouldFindItemsByBuild() {
    assertThat(STATUS.tableMetadata().primaryPartitionKey()).isEqualTo("key");
    assertThat(STATUS.tableMetadata().primarySortKey()).isEmpty();
  }

  private static Status.Builder minimal() {
    return Status.builder()
        .key(new BuildKey("cart", "prod", "2.1.0"))
        .createdAt(Instant.parse("2026-11-23T20:47:03Z"))
        .updatedAt(Instant.parse("2026-11-23T20:47:03.100Z"));
  }
}
