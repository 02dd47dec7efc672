package ai.warehouse.status.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON factory, and the frame of writing an object. */
final class Json {
  // A record's size is bounded by Kafka, and parsing doesn't recurse, so a limit of the parser's
  // would only reject what SPEC accepts. Field names come from strangers: they are not interned,
  // and crafted hash collisions have nothing to collide in.
  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
          .build();

  private Json() {}

  /** Writes the fields of one object. */
  interface FieldWriter {
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns the UTF-8 bytes of an object. */
  static byte[] object(FieldWriter fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** Writes a string field, or nothing for null: absent values are absent attributes. */
  static void text(JsonGenerator json, String field, String value) throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  /** Writes a number field, or nothing for null. */
  static void number(JsonGenerator json, String field, Integer value) throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }
}
