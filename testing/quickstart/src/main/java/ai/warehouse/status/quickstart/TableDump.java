package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes all items of the four tables, sorted by key. */
public final class TableDump {
  private static final Comparator<Map<String, AttributeValue>> BY_KEY =
      Comparator.comparing((Map<String, AttributeValue> item) -> item.get(Fields.KEY.name()).s())
          .thenComparing(
              item ->
                  item.containsKey(Fields.EVENT_ID.name())
                      ? item.get(Fields.EVENT_ID.name()).s()
                      : "");

  private final DynamoDbAsyncClient client;

  /** Reads through a client, and does not close it. */
  public TableDump(DynamoDbAsyncClient client) {
    this.client = client;
  }

  /** Writes one file for each table. */
  public void write(Tables tables, DumpFolder folder) {
    folder.write("status-event.ndjson", lines(tables.statusEvent()));
    folder.write("status.ndjson", lines(tables.status()));
    folder.write("status-head.ndjson", lines(tables.statusHead()));
    folder.write("status-counter.ndjson", lines(tables.statusCounter()));
  }

  private Stream<String> lines(String table) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .subscribe(items::add)
        .join();
    return items.stream().sorted(BY_KEY).map(TableDump::json);
  }

  private static String json(Map<String, AttributeValue> item) {
    return EnhancedDocument.fromAttributeValueMap(new TreeMap<>(item)).toJson();
  }
}
