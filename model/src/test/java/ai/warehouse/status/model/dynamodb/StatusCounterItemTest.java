package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.ItemSchemas.STATUS_COUNTER;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.without;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusCounter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** SPEC §2: WrhsStatusCounter. */
class StatusCounterItemTest {
  private static final BuildKey KEY = new BuildKey("cart", "prod", "2.1.0");
  private static final StatusCounter COUNTER = new StatusCounter(KEY, 5, 7);
  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "key", s("cart!prod!2.1.0"),
          "pkg", s("cart"),
          "env", s("prod"),
          "version", s("2.1.0"),
          "count", n("5"),
          "revision", n("7"));

  @Test
  void shouldWriteEveryAttribute() {
    assertThat(STATUS_COUNTER.itemToMap(COUNTER, true)).isEqualTo(ITEM);
  }

  @Test
  void shouldReadWhatWasWritten() {
    assertThat(STATUS_COUNTER.mapToItem(ITEM)).isEqualTo(COUNTER);
  }

  @Test
  void shouldReadOldRowWithoutRevision() {
    assertThat(STATUS_COUNTER.mapToItem(without(ITEM, "revision")))
        .isEqualTo(new StatusCounter(KEY, 5, 0));
  }

  @Test
  void shouldFindItemsByBuild() {
    assertThat(STATUS_COUNTER.tableMetadata().primaryPartitionKey()).isEqualTo("key");
    assertThat(STATUS_COUNTER.tableMetadata().primarySortKey()).isEmpty();
  }
}
