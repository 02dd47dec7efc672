package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Thrown for a row that is no valid record of its table; the message names table, key and
 * attribute.
 */
public final class UnreadableRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRowException(
      String table, Map<String, AttributeValue> row, InvalidRecordException cause) {
    super("row " + name(row) + " of table " + table + ": " + cause.getMessage(), cause);
  }

  // A stranger may have written the key, so that it can't be trusted to stay on its line.
  private static String name(Map<String, AttributeValue> row) {
    return Stream.of(row.get(Fields.KEY.name()), row.get(Fields.EVENT_ID.name()))
        .filter(Objects::nonNull)
        .map(value -> String.valueOf(value.s()).replaceAll("\\p{Cntrl}", "?"))
        .collect(Collectors.joining(" "));
  }
}
