package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
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
import java.util.UUID;

/**
 * Reads events slowly and obviously: all bytes become one text, all fields become texts, and then
 * the rules of SPEC §1 are applied to one field after the other.
 */
final class ReferenceReader {
  private static final JsonFactory CHARACTERS =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();
  private static final String UUID_FORM =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  private final Map<String, Value> values;

  private ReferenceReader(Map<String, Value> values) {
    this.values = values;
  }

  private record Value(JsonToken token, String text) {}

  static StatusEvent read(byte[] record, RecordPosition position) {
    return new ReferenceReader(parse(decode(record))).event(position);
  }

  private static String decode(byte[] record) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw invalid(NOT_UTF8, null);
    }
  }

  private static Map<String, Value> parse(String text) {
    Map<String, Value> values = new HashMap<>();
    try (JsonParser parser = CHARACTERS.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw invalid(first == null ? NOT_JSON : NOT_AN_OBJECT, null);
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        values.put(name, new Value(parser.nextToken(), JsonText.read(parser)));
      }
      if (parser.nextToken() != null) {
        throw invalid(NOT_JSON, null);
      }
    } catch (JsonProcessingException e) {
      throw invalid(NOT_JSON, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    values.values().removeIf(value -> value.token == JsonToken.VALUE_NULL);
    return values;
  }

  private StatusEvent event(RecordPosition position) {
    String pkg = text("pkg");
    boolean old = (pkg == null || pkg.isEmpty()) && values.containsKey("name");
    BuildKey key =
        new BuildKey(required(old ? "name" : "pkg"), required("env"), required("version"));
    EventKind kind = EventKind.of(text("eventType"), false);
    String locale = text("locale");
    kind = EventKind.of(kind.wireName(), flag("error"));
    Long total = has("total") ? wholeNumber("total", Integer.MAX_VALUE) : null;
    Instant createdAt = createdAt();
    String id = text("eventId");
    UUID eventId = id == null || id.isEmpty() ? EventIds.derive(position) : uuid(id);
    if (createdAt != null && createdAt.isBefore(StatusEventJson.EARLIEST)) {
      throw invalid(INVALID_VALUE, "createdAt");
    }
    if (createdAt != null && createdAt.isAfter(position.time().plus(StatusEventJson.MAX_AHEAD))) {
      throw invalid(CREATED_IN_FUTURE, "createdAt");
    }
    return StatusEvent.builder()
        .key(key)
        .kind(kind)
        .locale(locale)
        .message(has("message") ? values.get("message").text : null)
        .details(has("details") ? values.get("details").text : null)
        .total(total == null ? null : total.intValue())
        .createdAt(createdAt == null ? position.time() : createdAt)
        .eventId(eventId)
        .build();
  }

  private boolean has(String field) {
    return values.containsKey(field);
  }

  private String text(String field) {
    if (has(field) && values.get(field).token != JsonToken.VALUE_STRING) {
      throw invalid(WRONG_TYPE, field);
    }
    return has(field) ? values.get(field).text : null;
  }

  private String required(String field) {
    String text = text(field);
    if (text == null) {
      throw invalid(MISSING_FIELD, field);
    }
    return text;
  }

  private boolean flag(String field) {
    if (has(field) && !values.get(field).token.isBoolean()) {
      throw invalid(WRONG_TYPE, field);
    }
    return has(field) && values.get(field).token == JsonToken.VALUE_TRUE;
  }

  private static UUID uuid(String text) {
    if (!text.matches(UUID_FORM)) {
      throw invalid(INVALID_VALUE, "eventId");
    }
    return UUID.fromString(text);
  }

  private Instant createdAt() {
    if (!has("createdAt")) {
      return null;
    }
    Value value = values.get("createdAt");
    if (value.token.isNumeric()) {
      Instant time = Instant.ofEpochMilli(wholeNumber("createdAt", 253_402_300_799_999L));
      if (time.isBefore(
          StatusEventJson.EARLIEST)) { // at once, as seconds mistaken for milliseconds
        throw invalid(INVALID_VALUE, "createdAt");
      }
      return time;
    }
    String text = text("createdAt");
    try {
      return text.isEmpty() ? null : Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw invalid(INVALID_VALUE, "createdAt");
    }
  }

  private long wholeNumber(String field, long max) {
    Value value = values.get(field);
    if (!value.token.isNumeric()) {
      throw invalid(WRONG_TYPE, field);
    }
    try {
      BigDecimal number = value.text.length() > 64 ? null : new BigDecimal(value.text);
      boolean zero = number != null && number.signum() == 0;
      if (number != null && (zero || number.precision() - (long) number.scale() < 30)) {
        long whole = zero ? 0 : number.longValueExact();
        if (whole >= 0 && whole <= max) {
          return whole;
        }
      }
    } catch (ArithmeticException | NumberFormatException e) { // not whole, or beyond reason
      throw invalid(INVALID_VALUE, field);
    }
    throw invalid(INVALID_VALUE, field);
  }

  private static InvalidRecordException invalid(RejectionReason reason, String field) {
    return new InvalidRecordException(reason, field, "is what the reference rejects");
  }
}
