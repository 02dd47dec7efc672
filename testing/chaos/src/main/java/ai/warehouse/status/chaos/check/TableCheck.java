package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares every item of the four tables with the reference for the events that were sent. */
public final class TableCheck {
  private final Map<Item.Id, Item> expected;
  private final StoredItems stored;
  private final Tables tables;

  /**
   * The result of a comparison.
   *
   * @param compared items that must be there
   * @param lost items that must be there and are not
   * @param wrong items that differ, or must not be there
   * @param differences a text for each lost or wrong item
   */
  public record Outcome(int compared, int lost, int wrong, List<String> differences) {
    /** Returns whether no item is lost or wrong. */
    public boolean isRight() {
      return lost == 0 && wrong == 0;
    }
  }

  /** Expects the items that these events make. */
  public TableCheck(DynamoDbAsyncClient client, Tables tables, Collection<StatusEvent> events) {
    this.expected = ExpectedItems.of(events, tables);
    this.stored = new StoredItems(client, tables);
    this.tables = tables;
  }

  /** Reads the tables and compares. */
  public Outcome run() {
    return compare(stored.all());
  }

  Outcome compare(Map<Item.Id, Item> stored) {
    Map<Item.Id, Item> actual = new HashMap<>(stored);
    List<String> differences = new ArrayList<>();
    int lost = 0;
    for (Item item : expected.values()) {
      Item found = actual.remove(item.id());
      if (found == null) {
        lost++;
        differences.add("LOST %s%n  expected %s".formatted(item.id(), item.attributes()));
      } else if (!isRight(found, item)) {
        differences.add(
            "WRONG %s%n  expected %s%n  is       %s"
                .formatted(item.id(), item.attributes(), found.attributes()));
      }
    }
    actual.forEach(
        (id, item) -> differences.add("WRONG, as unexpected: %s%n  is %s".formatted(id, item)));
    return new Outcome(expected.size(), lost, differences.size() - lost, differences);
  }

  private boolean isRight(Item found, Item wanted) {
    Map<String, AttributeValue> attributes = new HashMap<>(found.attributes());
    boolean event = found.id().table().equals(tables.statusEvent());
    return event == (attributes.remove(Fields.REVISION.name()) == null)
        && attributes.equals(wanted.attributes());
  }
}
