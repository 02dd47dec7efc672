package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value that a parser is at, as a value of one field.
 *
 * <p>All methods throw an {@link InvalidRecordException} if the JSON value has another type or is
 * out of range.
 */
final class JsonValues {
  // No whole number of ours has more digits; a longer one would only cost time to convert.
  private static final int MAX_NUMBER_LENGTH = 64;

  private JsonValues() {}

  /** Returns a string. */
  static String text(JsonParser parser, Field<?> field) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a string");
    }
    return parser.getText();
  }

  /** Returns a string, or another JSON value's text. */
  static String textOrJson(JsonParser parser, Field<?> field) throws IOException {
    return JsonText.read(parser);
  }

  /** Returns a boolean. */
  static boolean flag(JsonParser parser, Field<?> field) {
    JsonToken token = parser.currentToken();
    if (!token.isBoolean()) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a boolean");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Returns a UUID; null if the text is empty. */
  static @Nullable UUID id(JsonParser parser, Field<?> field) throws IOException {
    String text = text(parser, field);
    return text.isEmpty() ? null : EventIds.parse(text);
  }

  /** Returns a time from ISO-8601 text or epoch milliseconds; null if the text is empty. */
  static @Nullable Instant time(JsonParser parser, Field<?> field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      return text.isEmpty() ? null : isoTime(field, text);
    }
    if (!token.isNumeric()) {
      throw new InvalidRecordException(
          WRONG_TYPE, field.name(), "is neither a string nor a number");
    }
    return Instant.ofEpochMilli(wholeNumber(parser, field, Timestamps.LATEST.toEpochMilli()));
  }

  private static Instant isoTime(Field<?> field, String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRecordException(
          INVALID_VALUE, field.name(), "is not an ISO-8601 date-time with Z or an offset");
    }
  }

  /** Returns an {@code int} of 0 or more. */
  static int count(JsonParser parser, Field<?> field) throws IOException {
    return (int) wholeNumber(parser, field, Integer.MAX_VALUE);
  }

  /** Returns a {@code long} of 0 or more. */
  static long number(JsonParser parser, Field<?> field) throws IOException {
    return wholeNumber(parser, field, Long.MAX_VALUE);
  }

  /** Returns whether there is a number and it is less than that, whole or not. */
  static boolean isNumberBelow(JsonParser parser, long limit) throws IOException {
    BigDecimal number = parser.currentToken().isNumeric() ? decimal(parser.getText()) : null;
    return number != null && number.compareTo(BigDecimal.valueOf(limit)) < 0;
  }

  // 20.0 and 2e1 are the whole number 20, as in JSON Schema; 1e999999999 must not be expanded.
  private static long wholeNumber(JsonParser parser, Field<?> field, long max) throws IOException {
    if (!parser.currentToken().isNumeric()) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a number");
    }
    BigDecimal number = decimal(parser.getText());
    if (number != null && number.signum() == 0) {
      return 0;
    }
    if (number == null || number.precision() - (long) number.scale() > Long.SIZE) {
      throw outOfRange(field, max);
    }
    if (number.stripTrailingZeros().scale() > 0) {
      throw new InvalidRecordException(INVALID_VALUE, field.name(), "is not a whole number");
    }
    if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw outOfRange(field, max);
    }
    return number.longValueExact();
  }

  /** Returns null where the number is long beyond reason, or its exponent is. */
  private static @Nullable BigDecimal decimal(String text) {
    try {
      return text.length() > MAX_NUMBER_LENGTH ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static InvalidRecordException outOfRange(Field<?> field, long max) {
    return new InvalidRecordException(INVALID_VALUE, field.name(), "is not between 0 and " + max);
  }
}
