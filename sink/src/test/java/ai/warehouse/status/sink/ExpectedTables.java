package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.sink.item.ItemWrite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the four tables have to hold when all that was sent is stored. */
final class ExpectedTables {
  private final Map<ItemWrite.Id, Row> newest = new HashMap<>();

  /** Adds what is sent, in any order. */
  void add(List<Row> rows) {
    for (Row row : rows) {
      newest.merge(row.id(), row, (a, b) -> b.revision() > a.revision() ? b : a);
    }
  }

  /** Returns those items that are so. */
  Map<ItemWrite.Id, Map<String, AttributeValue>> items(Predicate<Row> which) {
    Map<ItemWrite.Id, Map<String, AttributeValue>> items = new HashMap<>();
    newest.values().stream().filter(which).forEach(row -> items.put(row.id(), row.item()));
    return items;
  }

  /** Returns all that the four tables hold. */
  static Map<ItemWrite.Id, Map<String, AttributeValue>> stored(SinkHarness harness) {
    Tables tables = harness.tables;
    Map<ItemWrite.Id, Map<String, AttributeValue>> stored = new HashMap<>();
    Stream.of(tables.statusEvent(), tables.status(), tables.statusHead(), tables.statusCounter())
        .forEach(table -> stored.putAll(harness.items(table)));
    return stored;
  }
}
