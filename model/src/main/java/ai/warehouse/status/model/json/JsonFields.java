package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NULL_VALUE;

import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.InvalidRecordException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The known fields of one JSON object: a slot for each, with its value, null for none, or why the
 * value is invalid, which is thrown when the field is asked for.
 *
 * <p>As in the old service's JSON.parse, the last of several fields with one name counts, and null
 * is the same as absent.
 */
final class JsonFields {
  private final @Nullable Object[] slots;

  private JsonFields(@Nullable Object[] slots) {
    this.slots = slots;
  }

  /** Reads the value that the parser is at; null for none. */
  interface Reader {
    @Nullable Object read(JsonParser parser, Field<?> field) throws IOException;
  }

  /** A known field, its slot, and how its values are read. */
  record Known<V>(Field<V> field, int slot, Reader reader) {
    @Nullable Object read(JsonParser parser) throws IOException {
      try {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : reader.read(parser, field);
      } catch (InvalidRecordException e) {
        parser.skipChildren();
        return e; // invalid only if the object is JSON, and no other field of this name follows
      }
    }
  }

  /**
   * Parses exactly one JSON object; one byte order mark may stand before it.
   *
   * @param known the fields to keep, by name; others are only checked to be JSON
   * @throws InvalidRecordException if the bytes are null, not UTF-8, or not one JSON object
   */
  static JsonFields parse(byte @Nullable [] utf8, Map<String, Known<?>> known) {
    if (utf8 == null) {
      throw new InvalidRecordException(NULL_VALUE, null, "the record has no value");
    }
    boolean ours = false;
    try (JsonParser parser = JsonParsers.of(utf8)) {
      JsonFields fields = new JsonFields(new Object[known.size()]);
      boolean allKnown = fields.readObject(parser, known);
      if (parser.nextToken() != null) {
        throw new InvalidRecordException(NOT_JSON, null, "the value goes on after its end");
      }
      ours = allKnown;
      return fields;
    } catch (JsonProcessingException e) {
      throw malformed(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    } finally {
      if (!ours) {
        JsonParsers.readStrange(utf8.length);
      }
    }
  }

  // The parser's own message quotes the content.
  private static InvalidRecordException malformed(@Nullable JsonLocation location) {
    String where =
        location == null
            ? ""
            : " in line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    return new InvalidRecordException(NOT_JSON, null, "the value is malformed" + where);
  }

  /** Returns whether all field names were known ones. */
  private boolean readObject(JsonParser parser, Map<String, Known<?>> known) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidRecordException(NOT_JSON, null, "the value is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new InvalidRecordException(NOT_AN_OBJECT, null, "the value is not a JSON object");
    }
    boolean allKnown = true;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Known<?> field = known.get(name);
      allKnown &= !parser.nextToken().isStructStart() && field != null;
      if (field == null) {
        parser.skipChildren();
      } else {
        slots[field.slot] = field.read(parser);
      }
    }
    return allKnown;
  }

  /** Returns whether a field is there, valid or not. */
  boolean has(Known<?> field) {
    return slots[field.slot] != null;
  }

  /**
   * Returns the value of a field; null if absent.
   *
   * @throws InvalidRecordException if the value is not one of the field
   */
  @SuppressWarnings("unchecked") // the reader of the field's type has put the value there
  <V> @Nullable V get(Known<V> field) {
    Object value = slots[field.slot];
    if (value instanceof InvalidRecordException invalid) {
      throw invalid;
    }
    return (V) value;
  }

  /**
   * Returns the value of a field that must be there.
   *
   * @throws InvalidRecordException if the value is missing or not one of the field
   */
  <V> V required(Known<V> field) {
    V value = get(field);
    if (value == null) {
      throw new InvalidRecordException(MISSING_FIELD, field.field.name(), "is missing");
    }
    return value;
  }
}
