package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: message and details. */
class StatusEventJsonFreeTextTest {
  static Stream<Arguments> strings() {
    return Stream.of(
        Arguments.of("a", "a"),
        Arguments.of(" ", " "),
        Arguments.of("a!b\\n\\u0000\\u007f", "a!b\n\0\u007F"),
        Arguments.of("null", "null"),
        Arguments.of("\\\"\\\\\\/", "\"\\/"),
        Arguments.of("\\ud83d\\ude00 😀", "😀 😀"),
        Arguments.of("cut \\ud83d", "cut \uFFFD"),
        Arguments.of("\\ude00 cut", "\uFFFD cut"),
        Arguments.of("\\ude00\\ud83d", "\uFFFD\uFFFD"),
        Arguments.of("\\ud83d\\ud83d\\ude00", "\uFFFD😀"),
        Arguments.of("x".repeat(500_000), "x".repeat(500_000)));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void shouldKeepStrings(String escaped, String expected) {
    assertBoth(quoted(escaped), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 | 0",
        "-0 | -0",
        "1.10 | 1.10",
        "1e999999999 | 1e999999999",
        "26.887507999999997 | 26.887507999999997",
        "true | true",
        "false | false",
        "[] | []",
        "{} | {}",
        "[ 1 , null ] | [1,null]",
        "{ \"a\" : [ true , { } ] , \"a\" : \"\" } | {\"a\":[true,{}],\"a\":\"\"}",
        "[\"\\u0000\\n\\\"\"] | [\"\\u0000\\n\\\"\"]",
        "[\"\\ud83d\\ude00\"] | [\"😀\"]",
        "{\"\\u0061\":1e5} | {\"a\":1e5}"
      })
  void shouldKeepOtherValuesAsJsonText(String json, String expected) {
    assertBoth(json, expected);
  }

  @Test
  void shouldRepairHalfSurrogatesInsideJsonText() {
    assertBoth("[\"\\ud83d\"]", "[\"\uFFFD\"]");
  }

  @Test
  void shouldKeepLongNumbersDigitByDigit() {
    String digits = "9".repeat(10_000);

    assertBoth(digits, digits);
    assertBoth("[" + digits + "]", "[" + digits + "]");
  }

  @Test
  void shouldKeepNestingOfAnyDepth() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertBoth(deep, deep);
  }

  @Test
  void shouldLeaveAbsentTextsOut() {
    StatusEvent event = accepted(EventText.valid());

    assertThat(event.message()).isNull();
    assertThat(event.details()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void shouldLeaveNullAndEmptyTextsOut(String json) {
    assertBoth(json, null);
  }

  private static void assertBoth(String json, String expected) {
    assertThat(accepted(EventText.valid().with("message", json)).message()).isEqualTo(expected);
    assertThat(accepted(EventText.valid().with("details", json)).details()).isEqualTo(expected);
  }
}
