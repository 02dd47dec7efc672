package ai.warehouse.status.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/schema holds are good schemas, whatever they say. */
class SchemasTest {
  // AsyncAPI reads schemas as draft 7; these words mean there what they mean here.
  private static final Set<String> IN_BOTH_DRAFTS =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "$defs",
          "$ref",
          "title",
          "description",
          "examples",
          "type",
          "enum",
          "required",
          "properties",
          "additionalProperties",
          "anyOf",
          "not",
          "if",
          "then",
          "else",
          "minimum",
          "maximum",
          "maxLength",
          "pattern",
          "format");

  @ParameterizedTest
  @EnumSource
  void shouldBeValidSchema(RecordSchema schema) {
    assertThat(SchemaFiles.metaSchema().validate(schema.text())).isEmpty();
  }

  @Test
  void shouldFindInvalidSchema() {
    JsonNode invalid = SchemaFiles.json("{\"properties\":{\"pkg\":{\"type\":\"text\"}}}");

    assertThat(SchemaFiles.metaSchema().validate(invalid)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhatItIs(RecordSchema schema) {
    JsonNode text = schema.text();

    assertThat(text.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(text.path("$id").asText())
        .isEqualTo("urn:warehouse-status:schema:" + schema.fileName());
    assertThat(text.path("title").asText()).isNotBlank();
    assertThat(text.path("description").asText()).isNotBlank();
    assertThat(text.path("properties"))
        .allSatisfy(field -> assertThat(field.path("description").asText()).isNotBlank());
  }

  @ParameterizedTest
  @EnumSource
  void shouldAcceptItsExamples(RecordSchema schema) {
    assertThat(schema.text().path("examples"))
        .isNotEmpty()
        .allSatisfy(example -> assertThat(schema.errors(example)).isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadAlikeAsDraft7(RecordSchema schema) {
    assertThat(keywords(schema.text())).isSubsetOf(IN_BOTH_DRAFTS);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDefineTheSameNameAndTimeAsOthers(RecordSchema schema) {
    assertThat(schema.text().at("/$defs/name"))
        .isEqualTo(RecordSchema.STATUS_EVENT.text().at("/$defs/name"));
    if (schema.text().at("/$defs").has("time")) {
      assertThat(schema.text().at("/$defs/time"))
          .isEqualTo(RecordSchema.STATUS.text().at("/$defs/time"));
    }
  }

  private static Set<String> keywords(JsonNode schema) {
    Set<String> keywords = new TreeSet<>();
    schema
        .propertyStream()
        .forEach(
            keyword -> {
              keywords.add(keyword.getKey());
              subschemas(keyword.getKey(), keyword.getValue())
                  .forEach(subschema -> keywords.addAll(keywords(subschema)));
            });
    return keywords;
  }

  private static Iterable<JsonNode> subschemas(String keyword, JsonNode value) {
    return switch (keyword) {
      case "properties", "$defs", "anyOf" -> value;
      case "not", "if", "then", "else" -> Set.of(value);
      default -> Set.of();
    };
  }
}
