package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static ai.warehouse.status.model.RejectionReason.NULL_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The known fields of one JSON object, with their types checked when they are read.
 *
 * <p>As in the old service's JSON.parse, the last of several fields with one name counts, and null
 * is the same as absent.
 */
final class JsonFields {
  // No whole number of ours has more digits; a longer one would only cost time to convert.
  private static final int MAX_NUMBER_LENGTH = 64;

  private static final char REPLACEMENT = '\uFFFD';
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Map<String, Value> values;

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /** What stands behind a field name: text of a string or number, JSON text of anything else. */
  private record Value(JsonToken token, String text) {}

  /**
   * Parses exactly one JSON object; one byte order mark may stand before it.
   *
   * @param known the fields to keep; others are only checked to be JSON
   * @throws InvalidRecordException if the bytes are null, not UTF-8, or not one JSON object
   */
  static JsonFields parse(byte @Nullable [] utf8, Set<String> known) {
    if (utf8 == null) {
      throw new InvalidRecordException(NULL_VALUE, null, "the record has no value");
    }
    try (JsonParser parser = Json.FACTORY.createParser(withoutMark(decode(utf8)))) {
      Map<String, Value> values = readObject(parser, known);
      if (parser.nextToken() != null) {
        throw new InvalidRecordException(NOT_JSON, null, "the value goes on after its end");
      }
      return new JsonFields(values);
    } catch (JsonProcessingException e) {
      throw malformed(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  // The parser's own message quotes the content.
  private static InvalidRecordException malformed(@Nullable JsonLocation location) {
    String where = location == null ? "" : " at character " + location.getCharOffset();
    return new InvalidRecordException(NOT_JSON, null, "the value is malformed" + where);
  }

  // What Windows tools put before a text; behind white space, or twice, it is no mark but content.
  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  // The parser would take UTF-16 too, and would let overlong forms and surrogates pass. A string's
  // own decoding is quicker than the strict one, and puts a replacement for all that is malformed.
  private static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
  }

  private static String decodeStrictly(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidRecordException(NOT_UTF8, null, "the value is not UTF-8");
    }
  }

  private static Map<String, Value> readObject(JsonParser parser, Set<String> known)
      throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidRecordException(NOT_JSON, null, "the value is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidRecordException(NOT_AN_OBJECT, null, "the value is not a JSON object");
    }
    Map<String, Value> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (!known.contains(name)) {
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        values.remove(name);
      } else {
        values.put(name, new Value(token, JsonText.read(parser)));
      }
    }
    return values;
  }

  boolean has(Field<?> field) {
    return values.containsKey(field.name());
  }

  /** Returns a string; null if absent. */
  @Nullable String text(Field<?> field) {
    Value value = values.get(field.name());
    if (value != null && value.token != JsonToken.VALUE_STRING) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a string");
    }
    return value == null ? null : value.text;
  }

  /** Returns a string that must be there. */
  String requiredText(Field<?> field) {
    String text = text(field);
    if (text == null) {
      throw new InvalidRecordException(MISSING_FIELD, field.name(), "is missing");
    }
    return text;
  }

  /** Returns a string; null if absent or empty. */
  @Nullable String optionalText(Field<?> field) {
    String text = text(field);
    return text == null || text.isEmpty() ? null : text;
  }

  /** Returns a string, or another JSON value's text; null if absent. */
  @Nullable String textOrJson(Field<?> field) {
    Value value = values.get(field.name());
    return value == null ? null : value.text;
  }

  /** Returns a boolean; false if absent. */
  boolean flag(Field<?> field) {
    Value value = values.get(field.name());
    if (value != null && !value.token.isBoolean()) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a boolean");
    }
    return value != null && value.token == JsonToken.VALUE_TRUE;
  }

  private @Nullable Long wholeNumber(Field<?> field, long max) {
    Value value = values.get(field.name());
    if (value == null) {
      return null;
    }
    if (!value.token.isNumeric()) {
      throw new InvalidRecordException(WRONG_TYPE, field.name(), "is not a number");
    }
    return wholeNumber(field, value.text, max);
  }

  /** Returns an {@code int} of 0 or more; null if absent. */
  @Nullable Integer count(Field<?> field) {
    Long value = wholeNumber(field, Integer.MAX_VALUE);
    return value == null ? null : value.intValue();
  }

  /** Returns a {@code long} of 0 or more; null if absent. */
  @Nullable Long number(Field<?> field) {
    return wholeNumber(field, Long.MAX_VALUE);
  }

  /** Returns a UUID; null if absent or empty. */
  @Nullable UUID id(Field<?> field) {
    String text = optionalText(field);
    return text == null ? null : EventIds.parse(text);
  }

  /** Returns whether there is a number and it is less than that, whole or not. */
  boolean isNumberBelow(Field<?> field, long limit) {
    Value value = values.get(field.name());
    BigDecimal number = value != null && value.token.isNumeric() ? decimal(value.text) : null;
    return number != null && number.compareTo(BigDecimal.valueOf(limit)) < 0;
  }

  /** Returns a time from ISO-8601 text or epoch milliseconds; null if absent or empty. */
  @Nullable Instant time(Field<?> field) {
    Value value = values.get(field.name());
    if (value == null) {
      return null;
    }
    if (value.token == JsonToken.VALUE_STRING) {
      return value.text.isEmpty() ? null : isoTime(field, value.text);
    }
    if (!value.token.isNumeric()) {
      throw new InvalidRecordException(
          WRONG_TYPE, field.name(), "is neither a string nor a number");
    }
    return Instant.ofEpochMilli(wholeNumber(field, value.text, Timestamps.LATEST.toEpochMilli()));
  }

  private static Instant isoTime(Field<?> field, String text) {
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidRecordException(
          INVALID_VALUE, field.name(), "is not an ISO-8601 date-time with Z or an offset");
    }
  }

  // 20.0 and 2e1 are the whole number 20, as in JSON Schema; 1e999999999 must not be expanded.
  private static long wholeNumber(Field<?> field, String text, long max) {
    BigDecimal number = decimal(text);
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
