package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: unknown fields are ignored, whatever they hold. */
class StatusEventJsonUnknownFieldsTest {
  private static final int DEPTH = 50_000;
  private static final StatusEvent PLAIN = accepted(EventText.valid());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "1e999999999",
        "-0.0",
        "\"\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[],{}]",
        "{\"pkg\":\"inner\",\"total\":-1,\"eventType\":\"bogus\"}",
        "[{\"pkg\":5}]"
      })
  void shouldIgnoreAnyValue(String json) {
    assertThat(accepted(EventText.valid().with("unknown", json))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "PKG",
        "pkg ",
        "__proto__",
        "key",
        "detailsTruncated",
        "é",
        "😀",
        "\\ud83d\\ude00"
      })
  void shouldIgnoreAnyName(String name) {
    assertThat(accepted(EventText.valid().with(name, "5"))).isEqualTo(PLAIN);
  }

  /** The parser's choice: RFC 8259 leaves open what becomes of a name that is not Unicode. */
  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\ude00", "a\\ude00\\ud83d"})
  void shouldRejectNameWithHalfSurrogate(String name) {
    assertRejected(EventText.valid().with(name, "5"), NOT_JSON, null);
  }

  @Test
  void shouldIgnoreNestedArrays() {
    String deep = "[".repeat(DEPTH) + "]".repeat(DEPTH);

    assertThat(accepted(EventText.valid().with("unknown", deep))).isEqualTo(PLAIN);
  }

  @Test
  void shouldIgnoreNestedObjects() {
    String deep = "{\"pkg\":".repeat(DEPTH) + "5" + "}".repeat(DEPTH);

    assertThat(accepted(EventText.valid().with("unknown", deep))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "message", "pkg"})
  void shouldRejectNestingThatIsNotClosed(String field) {
    String open = "[".repeat(DEPTH);

    assertRejected(EventText.valid().with(field, open), NOT_JSON, null);
    assertRejected("{" + quoted(field) + ":" + open, NOT_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkg", "locale", "error", "total", "createdAt", "eventId", "eventType"})
  void shouldRejectNestingInKnownField(String field) {
    String deep = "{\"a\":[".repeat(DEPTH) + "]}".repeat(DEPTH);

    assertRejected(EventText.valid().with(field, deep), WRONG_TYPE, field);
  }

  @Test
  void shouldIgnoreManyAndLongFields() {
    EventText text = EventText.valid();
    for (int i = 0; i < 20_000; i++) {
      text.with("unknown" + i, "1");
    }
    text.with("n".repeat(100_000), quoted("v".repeat(100_000)));
    text.with("number", "9".repeat(100_000));

    assertThat(accepted(text)).isEqualTo(PLAIN);
  }
}
