package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: locale. */
class StatusEventJsonLocaleTest {
  static Stream<String> good() {
    return Stream.of(
        "en-US", "en_US!x", " en ", "a".repeat(128), "é".repeat(64), "😀".repeat(32), "日本");
  }

  static Stream<String> bad() {
    return Stream.of(
        "en\\nUS",
        "en\\u0000",
        "en\\u007F",
        "en\u0085",
        "en\\u009F",
        "en\\ud800",
        "\\udc00",
        "a".repeat(129),
        "é".repeat(64) + "a",
        "😀".repeat(32) + "a");
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldKeepLocaleAsItStands(String value) {
    assertThat(accepted(EventText.valid().with("locale", quoted(value))).locale()).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldRejectLocaleAgainstTheRules(String value) {
    assertRejected(EventText.valid().with("locale", quoted(value)), INVALID_VALUE, "locale");
  }

  @Test
  void shouldConcernTheWholeBuildWithoutLocale() {
    assertThat(accepted(EventText.valid()).locale()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "\" \\t\\n \"", "\"\u3000\""})
  void shouldConcernTheWholeBuildWithBlankLocale(String json) {
    assertThat(accepted(EventText.valid().with("locale", json)).locale()).isNull();
  }

  @Test
  void shouldConcernTheWholeBuildWithLongBlankLocale() {
    String blank = quoted(" ".repeat(1000));

    assertThat(accepted(EventText.valid().with("locale", blank)).locale()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "true", "false", "[]", "{}", "[\"en-US\"]"})
  void shouldRejectOtherTypes(String json) {
    assertRejected(EventText.valid().with("locale", json), WRONG_TYPE, "locale");
  }
}
