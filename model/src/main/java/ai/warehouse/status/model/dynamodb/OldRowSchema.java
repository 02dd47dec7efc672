package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.json.Fields;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.WrappedTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads rows that have only one of the two times, which then stands for both: those that the old
 * package created and never updated, or that an update created.
 */
final class OldRowSchema<T> extends WrappedTableSchema<T, TableSchema<T>> {
  OldRowSchema(TableSchema<T> schema) {
    super(schema);
  }

  @Override
  public T mapToItem(Map<String, AttributeValue> row) {
    return super.mapToItem(withBothTimes(row));
  }

  @Override
  public T mapToItem(Map<String, AttributeValue> row, boolean preserveEmptyObject) {
    return super.mapToItem(withBothTimes(row), preserveEmptyObject);
  }

  private static Map<String, AttributeValue> withBothTimes(Map<String, AttributeValue> row) {
    boolean created = has(row, Fields.CREATED_AT);
    if (created == has(row, Fields.UPDATED_AT)) {
      return row;
    }
    Map<String, AttributeValue> both = new HashMap<>(row);
    if (created) {
      both.put(Fields.UPDATED_AT, row.get(Fields.CREATED_AT));
    } else {
      both.put(Fields.CREATED_AT, row.get(Fields.UPDATED_AT));
    }
    return both;
  }

  private static boolean has(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    return value != null && value.s() != null;
  }
}
