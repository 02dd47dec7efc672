package ai.warehouse.status.model.json;

import static com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS;
import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;

import ai.warehouse.status.model.Docs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Reads what lies in {@code docs/schema}, and what is to be held against it. */
final class SchemaFiles {
  // With the limits of our own reader, that is, with none.
  private static final ObjectMapper MAPPER =
      new ObjectMapper(Json.FACTORY.rebuild().build()).enable(FAIL_ON_TRAILING_TOKENS);

  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(DRAFT_2020_12);

  private SchemaFiles() {}

  static JsonNode json(byte[] utf8) {
    try {
      return MAPPER.readTree(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }

  static JsonNode json(String text) {
    return json(text.getBytes(StandardCharsets.UTF_8));
  }

  static JsonNode read(String file) {
    try {
      return json(Files.readAllBytes(Docs.FOLDER.resolve("schema").resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  static Schema compile(JsonNode schema) {
    return REGISTRY.getSchema(schema);
  }

  /** Returns the schema of schemas. */
  static Schema metaSchema() {
    return REGISTRY.getSchema(SchemaLocation.of(DRAFT_2020_12.getDialectId()));
  }
}
