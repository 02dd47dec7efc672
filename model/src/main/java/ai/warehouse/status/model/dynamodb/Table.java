package ai.warehouse.status.model.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One table: its name, and the layout of its items, which has the primary key (SPEC §2).
 *
 * @param <T> the record of which an item is made
 */
public record Table<T>(String name, TableSchema<T> schema) {
  /** Returns the attributes of an item that are its primary key. */
  public Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(schema.tableMetadata().primaryKeys());
    return key;
  }
}
