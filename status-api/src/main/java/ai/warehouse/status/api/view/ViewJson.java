package ai.warehouse.status.api.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The frame of writing JSON to memory. */
public final class ViewJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ViewJson() {}

  /** Writes one value, or the fields of one object. */
  @FunctionalInterface
  public interface Writer {
    /** Writes to a generator that needs no closing. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Returns one JSON object in UTF-8, on one line. */
  public static byte[] object(Writer fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
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
