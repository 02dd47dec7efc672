package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each component of each record is everywhere that a field has to be. */
class RecordFieldsTest {
  static final List<RecordKind<?>> KINDS = RecordKind.ALL;

  private static final int ROUNDS = 200;
  private static final long SEED = 20_261_128L;

  @ParameterizedTest
  @FieldSource("KINDS")
  void shouldBeShownToVisitors(RecordKind<?> kind) {
    Set<String> shown = new HashSet<>(kind.shown().components());
    if (shown.remove(Fields.EVENT_TYPE.name())) {
      shown.remove(Fields.ERROR.name()); // an event's kind is both
      shown.add("kind");
    }

    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(kind.type().getRecordComponents()).map(RecordComponent::getName).toList());
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void shouldBeInSamples(RecordKind<?> kind) {
    assertThat(fieldsOf(kind.samples().stream())).isEqualTo(inJson(kind));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  <R extends Record> void shouldBeInRandomRecords(RecordKind<R> kind) {
    RandomRecords records = new RandomRecords(new Random(SEED));

    assertThat(
            fieldsOf(
                Stream.generate(() -> kind.write().apply(kind.random().apply(records)))
                    .limit(ROUNDS)))
        .isEqualTo(inJson(kind));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void shouldBeInSchemaAndItsExamples(RecordKind<?> kind) {
    Set<String> expected = inJson(kind);
    if (kind.equals(RecordKind.EVENT)) {
      expected.add(Fields.NAME.name()); // which is read for pkg, and never written
    }

    assertThat(kind.schema().fields()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(names(kind.schema().text().get("examples"))).containsAll(expected);
  }

  static Stream<Arguments> limited() {
    return KINDS.stream()
        .flatMap(
            kind ->
                kind.shown().json().stream()
                    .filter(field -> field.maxBytes().isPresent())
                    .map(field -> Arguments.of(kind, field)));
  }

  @ParameterizedTest
  @MethodSource("limited")
  void shouldHaveTheLimitOfTheSchema(RecordKind<?> kind, Field<?> field) {
    JsonNode schema = kind.schema().text();
    boolean packageOfEvent = kind.equals(RecordKind.EVENT) && field.equals(Fields.PKG);
    JsonNode property = schema.at((packageOfEvent ? "/then" : "") + "/properties/" + field);

    assertThat(maxLengths(schema, property)).containsExactly(field.maxBytes().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("limited")
  void shouldBeRejectedWhenTooLong(RecordKind<?> kind, Field<?> field) {
    ObjectNode record = (ObjectNode) SchemaFiles.json(kind.samples().get(0));
    record.put(field.name(), "a".repeat(field.maxBytes().orElseThrow() + 1));
    byte[] json = record.toString().getBytes(StandardCharsets.UTF_8);

    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> kind.read().apply(json))
        .returns(INVALID_VALUE, InvalidRecordException::reason)
        .returns(field.name(), InvalidRecordException::field);
  }

  private static Set<Integer> maxLengths(JsonNode schema, JsonNode property) {
    JsonNode node =
        property.has("$ref") ? schema.at(property.get("$ref").asText().substring(1)) : property;
    return node.findValues("maxLength").stream().map(JsonNode::asInt).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  <R extends Record> void shouldBeInItems(RecordKind<R> kind) {
    Set<String> attributes = new TreeSet<>();
    for (R sampled : sampled(kind)) {
      Map<String, ?> item = kind.item().itemToMap(sampled, true);
      attributes.addAll(item.keySet());
      assertThat(kind.item().mapToItem(kind.item().itemToMap(sampled, true))).isEqualTo(sampled);
    }

    assertThat(attributes).isEqualTo(inItems(kind));
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  <R extends Record> void shouldBeCopied(RecordKind<R> kind) {
    for (R sampled : sampled(kind)) {
      assertThat(kind.copy().apply(sampled)).isEqualTo(sampled);
    }
  }

  private static <R extends Record> List<R> sampled(RecordKind<R> kind) {
    return kind.samples().stream()
        .map(kind.read())
        .flatMap(sample -> Stream.of(sample, kind.truncated().apply(sample)))
        .toList();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void shouldBeInReadme(RecordKind<?> kind) throws IOException {
    FieldTable table = FieldTable.read();
    Set<String> onlyInItems = inItems(kind);
    onlyInItems.removeAll(inJson(kind));

    assertThat(table.fields(kind.toString(), FieldTable.BOTH)).isEqualTo(inJson(kind));
    assertThat(table.fields(kind.toString(), FieldTable.ITEM)).isEqualTo(onlyInItems);
    assertThat(kind.shown().item())
        .filteredOn(field -> field.maxBytes().isPresent())
        .allSatisfy(
            field ->
                assertThat(table.rule(field.name()))
                    .contains("%d bytes".formatted(field.maxBytes().orElseThrow())));
  }

  private static Set<String> inJson(RecordKind<?> kind) {
    Set<String> names = names(kind.shown().json());
    if (!kind.equals(RecordKind.EVENT)) {
      names.add(Fields.KEY.name());
    }
    return names;
  }

  private static Set<String> inItems(RecordKind<?> kind) {
    return names(kind.shown().item());
  }

  private static Set<String> names(Set<Field<?>> fields) {
    return fields.stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> fieldsOf(Stream<byte[]> records) {
    return records
        .map(SchemaFiles::json)
        .flatMap(JsonNode::propertyStream)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(JsonNode objects) {
    Set<String> names = new TreeSet<>();
    objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
    return names;
  }
}
