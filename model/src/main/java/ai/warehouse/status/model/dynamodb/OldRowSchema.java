package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.Timestamps;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
    AttributeValue created = value(row, Fields.CREATED_AT);
    AttributeValue updated = value(row, Fields.UPDATED_AT);
    if (created != null && updated == null) {
      return with(row, Fields.UPDATED_AT, created);
    }
    if (created == null && updated != null) {
      return with(row, Fields.CREATED_AT, updated);
    }
    return row;
  }

  private static Map<String, AttributeValue> withTimeOfId(Map<String, AttributeValue> row) {
    AttributeValue eventId = value(row, Fields.EVENT_ID);
    if (value(row, Fields.CREATED_AT) != null || eventId == null || eventId.s() == null) {
      return row;
    }
    Instant time = EventIds.timeOf(EventIds.parse(eventId.s()));
    return time == null
        ? row
        : with(row, Fields.CREATED_AT, AttributeValue.fromS(Timestamps.format(time)));
  }

  private static Map<String, AttributeValue> withoutNegativeCount(Map<String, AttributeValue> row) {
    AttributeValue count = value(row, Fields.COUNT);
    return count != null && count.n() != null && count.n().startsWith("-")
        ? with(row, Fields.COUNT, AttributeValue.fromN("0"))
        : row;
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> row, Field<?> field, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(row);
    more.put(field.name(), value);
    return more;
  }

  // Of whatever type: what is wrong is not to be taken for missing.
  private static @Nullable AttributeValue value(Map<String, AttributeValue> row, Field<?> field) {
    AttributeValue value = row.get(field.name());
    return value == null || Boolean.TRUE.equals(value.nul()) ? null : value;
  }
}
