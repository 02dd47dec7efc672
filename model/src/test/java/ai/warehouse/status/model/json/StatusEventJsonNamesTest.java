package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** SPEC §1: pkg, env and version. */
class StatusEventJsonNamesTest {
  static final List<String> NAMES = List.of("pkg", "env", "version");

  static Stream<Arguments> good() {
    return each(
        "1.0.0",
        "a",
        "@scope/pkg",
        "a b",
        " a ",
        "a".repeat(512),
        "é".repeat(256),
        "€".repeat(170) + "aa",
        "😀".repeat(128),
        "\u00A0",
        "a\u2028b",
        "日本語");
  }

  static Stream<Arguments> bad() {
    return each(
        "",
        " ",
        " \\t\\r\\n ",
        "\u3000",
        "!",
        "a!b",
        "a!",
        "!a",
        "a\\u0021b",
        "a\\u0000",
        "a\\tb",
        "a\\nb",
        "a\\u001Fb",
        "a\\u007Fb",
        "a\u007Fb",
        "a\\u0080b",
        "a\u0085b",
        "a\\u009Fb",
        "a\\ud800",
        "\\udc00a",
        "\\udc00\\ud800",
        "\\ud800\\ud800\\udc00",
        "a".repeat(513),
        "é".repeat(256) + "a",
        "é".repeat(257),
        "€".repeat(170) + "aaa",
        "€".repeat(171),
        "😀".repeat(128) + "a",
        "\\ud83d\\ude00".repeat(129));
  }

  static Stream<Arguments> otherTypes() {
    return each("0", "5", "1.5", "true", "false", "[]", "{}", "[\"hunter2\"]", "{\"a\":1}");
  }

  private static Stream<Arguments> each(String... values) {
    return NAMES.stream()
        .flatMap(name -> Stream.of(values).map(value -> Arguments.of(name, value)));
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldKeepNameAsItStands(String field, String value) {
    BuildKey key = accepted(EventText.valid().with(field, quoted(value))).key();

    assertThat(
            switch (field) {
              case "pkg" -> key.pkg();
              case "env" -> key.env();
              default -> key.version();
            })
        .isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldRejectNameAgainstTheRules(String field, String value) {
    assertRejected(EventText.valid().with(field, quoted(value)), INVALID_VALUE, field);
  }

  @ParameterizedTest
  @MethodSource("otherTypes")
  void shouldRejectOtherTypes(String field, String json) {
    assertRejected(EventText.valid().with(field, json), WRONG_TYPE, field);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void shouldRejectAbsent(String field) {
    assertRejected(EventText.valid().without(field), MISSING_FIELD, field);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void shouldRejectNull(String field) {
    assertRejected(EventText.valid().with(field, "null"), MISSING_FIELD, field);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void shouldRejectNamesInOtherCase(String field) {
    EventText shouting =
        EventText.valid().without(field).with(field.toUpperCase(Locale.ROOT), "\"a\"");

    assertRejected(shouting, MISSING_FIELD, field);
  }
}
