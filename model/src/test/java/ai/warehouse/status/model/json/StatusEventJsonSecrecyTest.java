package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.EventText.MARKER;
import static ai.warehouse.status.model.json.Reading.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A rejection may be logged, so it never quotes the record; {@link Reading} looks for the marker.
 */
class StatusEventJsonSecrecyTest {
  static Stream<String> broken() {
    return Stream.of(
        MARKER,
        '"' + MARKER + '"',
        "[\"" + MARKER + "\"]",
        "{" + MARKER + ":1}",
        "{\"" + MARKER + "\":" + MARKER + "}",
        "{\"" + MARKER + "\" 1}",
        "{\"pkg\":\"" + MARKER,
        "{\"pkg\":\"" + MARKER + "\\x\"}",
        "{\"pkg\":\"" + MARKER + "\n\"}",
        EventText.valid() + MARKER,
        EventText.valid() + "\"" + MARKER + "\"",
        EventText.valid().with(MARKER, MARKER).toString());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldNotQuoteBrokenRecord(String value) {
    assertThat(rejected(value.getBytes(StandardCharsets.UTF_8)).getMessage()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldNotQuoteRecordThatIsNotUtf8(String value) {
    assertThat(rejected((value + "é").getBytes(StandardCharsets.ISO_8859_1)).field()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkg", "env", "version", "locale", "eventType", "createdAt", "eventId"})
  void shouldNotQuoteTextOfField(String field) {
    String text = "\"" + MARKER + "!\\u0007\"";

    InvalidRecordException why = rejected(EventText.valid().with(field, text).bytes());

    assertThat(why).hasMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkg",
        "env",
        "version",
        "locale",
        "eventType",
        "error",
        "total",
        "createdAt",
        "eventId"
      })
  void shouldNotQuoteWrongTypeOfField(String field) {
    String object = "{\"" + MARKER + "\":\"" + MARKER + "\"}";

    InvalidRecordException why = rejected(EventText.valid().with(field, object).bytes());

    assertThat(why).hasMessageContaining(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"total", "createdAt"})
  void shouldNotQuoteNumberOfField(String field) {
    InvalidRecordException why = rejected(EventText.valid().with(field, "-31415926535").bytes());

    assertThat(why.getMessage()).contains(field).doesNotContain("31415926535");
  }
}
