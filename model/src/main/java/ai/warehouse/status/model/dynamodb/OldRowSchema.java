package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.WrappedTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads rows as the old package left them: its updates create what they don't find. */
final class OldRowSchema<T> extends WrappedTableSchema<T, TableSchema<T>> {
  private final UnaryOperator<Map<String, AttributeValue>> completed;

  private OldRowSchema(
      TableSchema<T> schema, UnaryOperator<Map<String, AttributeValue>> completed) {
    super(schema);
    this.completed = completed;
  }

  /** Lets one of the two times stand for both; a row that was never updated has only the first. */
  static <T> OldRowSchema<T> withBothTimes(TableSchema<T> schema) {
    return new OldRowSchema<>(schema, OldRowSchema::withBothTimes);
  }

  /** Takes the time of an event that has none from its id. */
  static <T> OldRowSchema<T> withTimeOfId(TableSchema<T> schema) {
    return new OldRowSchema<>(schema, OldRowSchema::withTimeOfId);
  }

  /** Takes a count below zero for zero: the old package counts down without a floor. */
  static <T> OldRowSchema<T> withoutNegativeCount(TableSchema<T> schema) {
    return new OldRowSchema<>(schema, OldRowSchema::withoutNegativeCount);
  }

  @Override
  public T mapToItem(Map<String, AttributeValue> row) {
    return super.mapToItem(completed.apply(row));
  }

  @Override
  public T mapToItem(Map<String, AttributeValue> row, boolean preserveEmptyObject) {
    return super.mapToItem(completed.apply(row), preserveEmptyObject);
  }

  private static Map<String, AttributeValue> withBothTimes(Map<String, AttributeValue> row) {
    boolean created = has(row, Fields.CREATED_AT.name());
    if (created == has(row, Fields.UPDATED_AT.name())) {
      return row;
    }
    return created
        ? with(row, Fields.UPDATED_AT.name(), row.get(Fields.CREATED_AT.name()))
        : with(row, Fields.CREATED_AT.name(), row.get(Fields.UPDATED_AT.name()));
  }

  private static Map<String, AttributeValue> withTimeOfId(Map<String, AttributeValue> row) {
    String eventId = has(row, Fields.EVENT_ID.name()) ? row.get(Fields.EVENT_ID.name()).s() : null;
    if (has(row, Fields.CREATED_AT.name()) || eventId == null) {
      return row;
    }
    Instant time = EventIds.timeOf(EventIds.parse(eventId));
    return time == null
        ? row
        : with(row, Fields.CREATED_AT.name(), AttributeValue.fromS(Timestamps.format(time)));
  }

  private static Map<String, AttributeValue> withoutNegativeCount(Map<String, AttributeValue> row) {
    AttributeValue count = row.get(Fields.COUNT.name());
    return count != null && count.n() != null && count.n().startsWith("-")
        ? with(row, Fields.COUNT.name(), AttributeValue.fromN("0"))
        : row;
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> row, String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(row);
    more.put(name, value);
    return more;
  }

  // Of whatever type: what is wrong is not to be taken for missing.
  private static boolean has(Map<String, AttributeValue> row, String name) {
    AttributeValue value = row.get(name);
    return value != null && !Boolean.TRUE.equals(value.nul());
  }
}
