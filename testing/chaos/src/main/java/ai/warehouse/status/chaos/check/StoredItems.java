package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.dynamodb.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The items of the tables, attribute by attribute. */
final class StoredItems {
  private final DynamoDbAsyncClient client;
  private final Tables tables;

  /** Reads through that client, which the caller closes. */
  StoredItems(DynamoDbAsyncClient client, Tables tables) {
    this.client = client;
    this.tables = tables;
  }

  /** Returns all items of the four tables. */
  Map<Item.Id, Item> all() {
    Map<Item.Id, Item> items = changing();
    scan(tables.statusEvent(), items);
    return items;
  }

  /** Returns all items of the three tables whose items change. */
  Map<Item.Id, Item> changing() {
    Map<Item.Id, Item> items = new HashMap<>();
    List.of(tables.status(), tables.statusHead(), tables.statusCounter())
        .forEach(table -> scan(table, items));
    return items;
  }

  private void scan(String table, Map<Item.Id, Item> items) {
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .subscribe(
            attributes -> {
              Item item = Item.of(table, attributes);
              items.put(item.id(), item);
            })
        .join();
  }
}
