package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.RecordSchema.STATUS;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_COUNTER;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody but the processor writes statuses, heads and counters: their schemas allow no more. */
class StrictSchemasTest {
  static final List<RecordSchema> STRICT = List.of(STATUS, STATUS_HEAD, STATUS_COUNTER);

  private static final Set<String> OPTIONAL = Set.of("total", "previousVersion");

  static Stream<Arguments> fields() {
    return STRICT.stream()
        .flatMap(schema -> schema.fields().map(field -> Arguments.of(schema, field)));
  }

  @ParameterizedTest
  @FieldSource("STRICT")
  void shouldAcceptFullRecord(RecordSchema schema) {
    assertThat(schema.errors(full(schema))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void shouldRefuseMissingRequiredField(RecordSchema schema, String field) {
    JsonNode without = full(schema).without(field);

    if (OPTIONAL.contains(field)) {
      assertThat(schema.errors(without)).isEmpty();
    } else {
      assertThat(schema.errors(without)).extracting("keyword").containsExactly("required");
    }
  }

  @ParameterizedTest
  @FieldSource("STRICT")
  void shouldRefuseUnknownField(RecordSchema schema) {
    ObjectNode with = full(schema).put("buildType", "webpack");

    assertThat(schema.errors(with)).extracting("keyword").containsExactly("additionalProperties");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void shouldRefuseOtherTypes(RecordSchema schema, String field) {
    ObjectNode with = full(schema);
    for (String other :
        List.of("null", "[]", "{}", "1.5", with.get(field).isTextual() ? "1" : "\"1\"")) {
      with.set(field, SchemaFiles.json(other));

      assertThat(schema.errors(with)).as(other).extracting("keyword").contains("type");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, key, '\"cart!dev\"'",
    "STATUS, key, '\"cart!dev!1!2\"'",
    "STATUS, key, '\"cart!dev!\"'",
    "STATUS, pkg, '\"\"'",
    "STATUS, pkg, '\" \"'",
    "STATUS, env, '\"a!b\"'",
    "STATUS, version, '\"a\\nb\"'",
    "STATUS, previousVersion, '\"\"'",
    "STATUS, createdAt, '\"2026-11-23T20:47:03Z\"'",
    "STATUS, createdAt, '\"2026-11-23T20:47:03.12Z\"'",
    "STATUS, createdAt, '\"2026-11-23T20:47:03.120456Z\"'",
    "STATUS, createdAt, '\"2026-11-23T21:47:03.120+01:00\"'",
    "STATUS, createdAt, '\"2026-11-23t20:47:03.120z\"'",
    "STATUS, createdAt, '\"2026-02-30T20:47:03.120Z\"'",
    "STATUS, createdAt, '\"1969-12-31T23:59:59.999Z\"'",
    "STATUS, updatedAt, '\"2026-11-23\"'",
    "STATUS, updatedAt, 1795466823120",
    "STATUS, total, -1",
    "STATUS, total, 2147483648",
    "STATUS, progress, -1",
    "STATUS, progress, 101",
    "STATUS, revision, -1",
    "STATUS, revision, 9223372036854775808",
    "STATUS_HEAD, key, '\"cart\"'",
    "STATUS_HEAD, key, '\"cart!dev!1\"'",
    "STATUS_HEAD, version, '\"\"'",
    "STATUS_HEAD, previousVersion, '\"a!b\"'",
    "STATUS_HEAD, createdAt, '\"2026-11-23T20:47:03Z\"'",
    "STATUS_HEAD, updatedAt, '\"2026-11-23T20:47:03Z\"'",
    "STATUS_HEAD, total, -1",
    "STATUS_HEAD, progress, 101",
    "STATUS_HEAD, revision, -1",
    "STATUS_COUNTER, key, '\"cart!dev\"'",
    "STATUS_COUNTER, version, '\" \"'",
    "STATUS_COUNTER, count, -1",
    "STATUS_COUNTER, count, 0",
    "STATUS_COUNTER, revision, -1",
  })
  void shouldRefuseOtherValues(RecordSchema schema, String field, String json) {
    ObjectNode with = full(schema);
    with.set(field, SchemaFiles.json(json));

    assertThat(schema.errors(with)).isNotEmpty();
  }

  private static ObjectNode full(RecordSchema schema) {
    byte[] golden = Resources.bytes("json/" + schema.fileName() + ".json");
    return (ObjectNode) SchemaFiles.json(golden);
  }
}
