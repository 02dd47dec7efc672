package ai.warehouse.status.reading;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The published OpenAPI document, and what it says of answers. */
final class OpenApi {
  static final Path FILE = Path.of("..", "..", "docs", "openapi.yaml");

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(DRAFT_2020_12);
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private static final String OFFICIAL_FILE = "/openapi/openapi-3.1.schema.json";

  private OpenApi() {}

  /** An operation of the document. */
  record Operation(String path, String method, JsonNode text) {
    String id() {
      return text.path("operationId").asText();
    }

    /** Returns the codes that may be answered. */
    List<String> codes() {
      return text.path("responses").propertyStream().map(Map.Entry::getKey).toList();
    }

    @Override
    public String toString() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  /** An answer of the service. */
  record Answer(int code, HttpHeaders headers, String body) {}

  static JsonNode document() {
    return read(FILE);
  }

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(file.toFile()); // JSON is YAML
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /** Returns what the schema that OpenAPI publishes for documents has against one. */
  static List<Error> errors(JsonNode document) {
    try (InputStream schema = OpenApi.class.getResourceAsStream(OFFICIAL_FILE)) {
      return REGISTRY.getSchema(Reading.JSON.readTree(schema)).validate(document);
    } catch (IOException e) {
      throw new UncheckedIOException(OFFICIAL_FILE, e);
    }
  }

  static List<Operation> operations(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry(
            (path, item) ->
                item.forEachEntry(
                    (method, text) -> {
                      if (METHODS.contains(method)) {
                        operations.add(new Operation(path, method, text));
                      }
                    }));
    return operations;
  }

  /** Returns what is behind a node's reference, or the node itself if it is none. */
  static JsonNode resolve(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  /** Returns what a schema of the document has against a value. */
  static List<Error> errors(JsonNode document, JsonNode schema, JsonNode value) {
    ObjectNode alone = schema.deepCopy();
    alone.set("components", document.get("components")); // where references lead
    return REGISTRY.getSchema(alone).validate(value);
  }

  /** Returns what is undocumented of an answer, in words; nothing if it is as documented. */
  static List<String> faults(JsonNode document, Operation operation, Answer answer) {
    JsonNode response =
        resolve(document, operation.text().path("responses").path(String.valueOf(answer.code())));
    if (response.isMissingNode()) {
      return List.of("code " + answer.code() + " is not documented");
    }
    List<String> faults = new ArrayList<>();
    response
        .path("headers")
        .forEachEntry(
            (name, header) -> {
              String value = answer.headers().firstValue(name).orElse(null);
              JsonNode schema = resolve(document, header).path("schema");
              if (value == null) {
                faults.add("header " + name + " is missing");
              } else {
                errors(document, schema, valueOf(schema, value))
                    .forEach(error -> faults.add(name + ": " + error));
              }
            });
    String type =
        answer.headers().firstValue("content-type").orElse("none").replaceFirst(";.*", "");
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      return faults;
    }
    JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
    if (media.isMissingNode()) {
      faults.add("content type " + type + " is not documented");
    } else {
      errors(document, media.path("schema"), value(type, answer.body()))
          .forEach(error -> faults.add(error.toString()));
    }
    return faults;
  }

  private static JsonNode valueOf(JsonNode schema, String text) {
    return schema.path("type").asText().equals("integer") ? json(text) : TextNode.valueOf(text);
  }

  private static JsonNode value(String type, String text) {
    return type.equals("application/json") ? json(text) : TextNode.valueOf(text);
  }

  private static JsonNode json(String text) {
    try {
      return Reading.JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
