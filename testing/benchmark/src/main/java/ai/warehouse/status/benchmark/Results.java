package ai.warehouse.status.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes results as JSON: records as objects, by the names of their components. */
public final class Results {
  private static final JsonFactory JSON = new JsonFactory();

  private Results() {}

  /**
   * Writes a file, and the folders above it that are missing.
   *
   * @param parts become one object with the components of all
   */
  public static void write(Path file, Record... parts) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (JsonGenerator json = JSON.createGenerator(Files.newBufferedWriter(file))) {
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        for (Record part : parts) {
          writeComponents(json, part);
        }
        json.writeEndObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Record object) {
      json.writeStartObject();
      writeComponents(json, object);
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object each : list) {
        write(json, each);
      }
      json.writeEndArray();
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      json.writeObject(value);
    } else {
      json.writeString(value.toString());
    }
  }

  private static void writeComponents(JsonGenerator json, Record object) throws IOException {
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      json.writeFieldName(component.getName());
      write(json, get(object, component));
    }
  }

  private static Object get(Record object, RecordComponent component) {
    try {
      return component.getAccessor().invoke(object);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("results must be public records", e);
    }
  }
}
