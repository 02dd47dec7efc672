package ai.warehouse.status.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How JSON factories are made, and the frame of writing an object. */
final class Json {
  static final JsonFactory FACTORY = factory();

  private Json() {}

  // Field names come from strangers: they are not interned, and no number of them is too large.
  static JsonFactory factory() {
    JsonFactoryBuilder factory =
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW);
    liftLimits(factory, PackageVersion.VERSION.getMinorVersion());
    return factory.build();
  }

  // A record's size is bounded by Kafka, and parsing doesn't recurse, so a limit of the parser's
  // would only reject what SPEC accepts. Jackson is the worker's: up to 2.14 it has no limits, and
  // neither the classes nor the methods, which are linked only where they are called.
  private static void liftLimits(JsonFactoryBuilder factory, int minorVersion) {
    if (minorVersion >= 16) {
      liftLimitsSince16(factory);
    } else if (minorVersion == 15) {
      liftLimitsOf15(factory);
    }
  }

  private static void liftLimitsOf15(JsonFactoryBuilder factory) {
    factory.streamReadConstraints(
        StreamReadConstraints.builder()
            .maxNestingDepth(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build());
  }

  private static void liftLimitsSince16(JsonFactoryBuilder factory) {
    factory
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build())
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build());
  }

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
}
