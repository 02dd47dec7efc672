package ai.warehouse.status.model.kafka;

import static com.networknt.schema.SpecificationVersion.DRAFT_7;

import ai.warehouse.status.model.Docs;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The published AsyncAPI document, read as text; references are followed when asked. */
final class AsyncApi {
  private static final Path FILE = Docs.FOLDER.resolve("asyncapi.yaml");
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(DRAFT_7);
  private static final String OFFICIAL_FILE = "asyncapi/asyncapi-3.0.0.schema.json";

  /** The schema that AsyncAPI publishes for documents. */
  static final Schema OFFICIAL = official();

  private AsyncApi() {}

  static JsonNode document() {
    return read(FILE);
  }

  private static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile()); // JSON is YAML
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static Schema official() {
    try (InputStream schema = AsyncApi.class.getClassLoader().getResourceAsStream(OFFICIAL_FILE)) {
      return REGISTRY.getSchema(YAML.readTree(schema));
    } catch (IOException e) {
      throw new UncheckedIOException(OFFICIAL_FILE, e);
    }
  }

  /** Returns what is behind a node's reference, or the node itself if it is none. */
  static JsonNode resolve(JsonNode document, JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    String reference = node.get("$ref").asText();
    if (reference.startsWith("#")) {
      return document.at(reference.substring(1));
    }
    return read(FILE.resolveSibling(reference));
  }

  /** Returns each object of the document that is a reference. */
  static Stream<JsonNode> references(JsonNode document) {
    return having("$ref", document);
  }

  /** Returns each object of the document that has examples. */
  static Stream<JsonNode> withExamples(JsonNode document) {
    return having("examples", document);
  }

  private static Stream<JsonNode> having(String field, JsonNode node) {
    Stream<JsonNode> below = node.valueStream().flatMap(child -> having(field, child));
    return node.has(field) ? Stream.concat(Stream.of(node), below) : below;
  }

  /** Returns what a schema of the document has against a value. */
  static List<Error> errors(JsonNode schema, Object value) {
    return REGISTRY.getSchema(schema).validate(YAML.valueToTree(value));
  }
}
