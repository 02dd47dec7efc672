package ai.warehouse.status.chaos.check;

import static ai.warehouse.status.chaos.check.Items.number;
import static ai.warehouse.status.chaos.check.Items.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TableCheckTest {
  private final TableCheck check = new TableCheck(null, Items.TABLES, Items.EVENTS);
  private final Map<Item.Id, Item> stored = Items.stored(7);

  @Test
  void shouldFindNothingWhereAllIsRight() {
    assertThat(check.compare(stored)).isEqualTo(new TableCheck.Outcome(5, 0, 0, List.of()));
  }

  @Test
  void shouldWriteAnItemAsItStandsInTheTable() {
    assertThat(stored.get(Items.STATUS).attributes())
        .containsEntry("createdAt", AttributeValue.fromS("2026-11-23T20:47:03.120Z"))
        .containsEntry("progress", number(50))
        .containsEntry("complete", AttributeValue.fromBool(false))
        .doesNotContainKey("previousVersion");
  }

  @Test
  void shouldFindWhatIsLost() {
    stored.remove(Items.STATUS);

    TableCheck.Outcome outcome = check.compare(stored);

    assertThat(outcome.lost()).isEqualTo(1);
    assertThat(outcome.wrong()).isZero();
    assertThat(outcome.differences()).singleElement().asString().startsWith("LOST");
  }

  @Test
  void shouldFindAWrongAttribute() {
    stored.computeIfPresent(Items.COUNTER, (id, item) -> with(item, "count", number(2)));

    assertThat(check.compare(stored).wrong()).isEqualTo(1);
  }

  @Test
  void shouldMissARevision() {
    stored.put(Items.STATUS, ExpectedItems.of(Items.EVENTS, Items.TABLES).get(Items.STATUS));

    assertThat(check.compare(stored).wrong()).isEqualTo(1);
  }

  @Test
  void shouldFindWhatMustNotBeThere() {
    Item.Id id = new Item.Id("WrhsStatus", "shop!prod!2.0.0", null);
    stored.put(id, new Item(id, Map.of("key", AttributeValue.fromS(id.key()))));

    assertThat(check.compare(stored).wrong()).isEqualTo(1);
  }
}
