package ai.warehouse.status.model.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table: the name, and the layout of items, which includes the primary key (SPEC §2).
 *
 * @param <T> the record that items hold
 */
public record Table<T>(String name, TableSchema<T> schema) {
  /** Returns the attributes of an item that are its primary key. */
  public Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(schema.tableMetadata().primaryKeys());
    return key;
  }
}
