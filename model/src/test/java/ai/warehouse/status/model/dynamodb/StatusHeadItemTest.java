package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.ItemSchemas.STATUS_HEAD;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SPEC §2: WrhsStatusHead. */
class StatusHeadItemTest {
  private static final StatusHead FULL =
      minimal().previousVersion("2.0.9").total(12).progress(58).revision(7).build();
  private static final Map<String, AttributeValue> FULL_ITEM =
      Map.of(
          "key", s("cart!prod"),
          "pkg", s("cart"),
          "env", s("prod"),
          "version", s("2.1.0"),
          "previousVersion", s("2.0.9"),
          "total", n("12"),
          "progress", n("58"),
          "createdAt", s("2026-11-23T20:47:03.000Z"),
          "updatedAt", s("2026-11-23T20:47:03.100Z"),
          "revision", n("7"));

  @Test
  void shouldWriteEveryAttribute() {
    assertThat(STATUS_HEAD.itemToMap(FULL, true)).isEqualTo(FULL_ITEM);
  }

  @Test
  void shouldLeaveAbsentValuesOut() {
    assertThat(STATUS_HEAD.itemToMap(minimal().build(), true))
        .containsOnlyKeys(
            "key", "pkg", "env", "version", "progress", "createdAt", "updatedAt", "revision");
  }

  @Test
  void shouldReadWhatWasWritten() {
    assertThat(STATUS_HEAD.mapToItem(FULL_ITEM)).isEqualTo(FULL);

    StatusHead minimal = minimal().build();
    assertThat(STATUS_HEAD.mapToItem(STATUS_HEAD.itemToMap(minimal, true))).isEqualTo(minimal);
  }

  @Test
  void shouldFindItemsByPackage() {
    assertThat(STATUS_HEAD.tableMetadata().primaryPartitionKey()).isEqualTo("key");
    assertThat(STATUS_HEAD.tableMetadata().primarySortKey()).isEmpty();
  }

  private static StatusHead.Builder minimal() {
    return StatusHead.builder()
        .key(new PackageKey("cart", "prod"))
        .version("2.1.0")
        .createdAt(Instant.parse("2026-11-23T20:47:03Z"))
        .updatedAt(Instant.parse("2026-11-23T20:47:03.100Z"));
  }
}
