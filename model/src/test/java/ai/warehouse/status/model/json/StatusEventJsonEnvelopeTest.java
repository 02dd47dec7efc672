package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static ai.warehouse.status.model.RejectionReason.NULL_VALUE;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: the value is one JSON object in UTF-8. */
class StatusEventJsonEnvelopeTest {
  @Test
  void shouldRejectNullValue() {
    assertRejected((byte[]) null, NULL_VALUE, null);
  }

  @Test
  void shouldAcceptMinimalObject() {
    assertThat(accepted(EventText.valid()).key()).isEqualTo(EventText.KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\r\n", " \t\r\n "})
  void shouldAcceptJsonWhitespaceAround(String space) {
    assertThat(accepted(space + EventText.valid() + space)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\f", "\u00A0", "\u2003", "\u000B", "\u001E", "\u0000"})
  void shouldRejectOtherWhitespaceAround(String space) {
    assertRejected(EventText.valid() + space, NOT_JSON, null);
    assertRejected(space + EventText.valid(), NOT_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t ", "\0", "\0\0\0\0"})
  void shouldRejectNothing(String nothing) {
    assertRejected(nothing, NOT_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"hunter2\"", "5", "-0.5e3", "true", "false", "null", "[{}]"})
  void shouldRejectOtherJsonThanObjects(String json) {
    assertRejected(json, NOT_AN_OBJECT, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {}", "\n{}", ",", "}", "]", "x", "5", "null", "\"\"", "[]", "//"})
  void shouldRejectAnythingAfterTheObject(String more) {
    assertRejected(EventText.valid() + more, NOT_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        "01",
        "-01",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x10",
        "-",
        "--1",
        "1_000",
        "undefined",
        "nul",
        "True",
        "hunter2",
        "'hunter2'",
        "`hunter2`",
        "\"hunter2",
        "\"\\x41\"",
        "\"\\u12G4\"",
        "\"\\u12\"",
        "\"\\'\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"a\0b\"",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{1:2}",
        "{\"a\":1]",
        "[1}",
        "",
        "1,",
        ",1",
        ":1",
        "1 /* hunter2 */",
        "1 // hunter2\n",
        "1 # hunter2\n",
        "tru\u0435",
        "\u201Ca\u201D"
      })
  void shouldRejectWhatIsNotJsonInAnyField(String broken) {
    assertRejected(EventText.valid().with("unknown", broken), NOT_JSON, null);
    assertRejected(EventText.valid().with("message", broken), NOT_JSON, null);
    assertRejected(EventText.valid().with("total", broken), NOT_JSON, null);
  }

  @Test
  void shouldRejectTrailingComma() {
    String valid = EventText.valid().toString();

    assertRejected(valid.replace("}", ",}"), NOT_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "\uFEFF\r\n"})
  void shouldSkipLeadingByteOrderMark(String mark) {
    assertThat(accepted(mark + EventText.valid())).isEqualTo(accepted(EventText.valid()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF\uFEFF", " \uFEFF", "\r\n\uFEFF"})
  void shouldRejectByteOrderMarkThatIsNotLeading(String mark) {
    assertRejected(mark + EventText.valid(), NOT_JSON, null);
    assertRejected(EventText.valid() + mark, NOT_JSON, null);
  }

  @Test
  void shouldRejectByteOrderMarkAlone() {
    assertRejected("\uFEFF", NOT_JSON, null);
  }

  @Test
  void shouldRejectEveryTruncation() {
    byte[] valid = EventText.valid().with("details", "{\"a\":[1.5,true,null]}").bytes();

    for (int length = 0; length < valid.length; length++) {
      assertRejected(Arrays.copyOf(valid, length), NOT_JSON, null);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", "BF", "C0AF", "C180", "E080AF", "F08080AF", "F8888080AF", "EDA080", "EDBFBF",
        "EDA0BDEDB880", "F4908080", "F5808080", "FE", "FF", "C3", "E282", "F09F98", "C328"
      })
  void shouldRejectInvalidUtf8InAnyField(String hex) {
    assertRejected(spliced("message", hex), NOT_UTF8, null);
    assertRejected(spliced("pkg", hex), NOT_UTF8, null);
    assertRejected(spliced("unknown", hex), NOT_UTF8, null);
  }

  @Test
  void shouldRejectUtf8CutInsideCharacter() {
    byte[] cut = Arrays.copyOf("{\"pkg\":\"é".getBytes(StandardCharsets.UTF_8), 9);

    assertRejected(cut, NOT_UTF8, null);
  }

  @Test
  void shouldRejectUtf16() {
    String valid = EventText.valid().toString();

    assertRejected(valid.getBytes(StandardCharsets.UTF_16), NOT_UTF8, null);
    assertRejected(valid.getBytes(StandardCharsets.UTF_16LE), NOT_JSON, null);
    assertRejected(valid.getBytes(StandardCharsets.UTF_16BE), NOT_JSON, null);
    assertRejected(valid.getBytes(Charset.forName("UTF-32")), NOT_JSON, null);
  }

  @Test
  void shouldRejectLatin1() {
    String umlaut = EventText.valid().with("message", "\"für\"").toString();

    assertRejected(umlaut.getBytes(StandardCharsets.ISO_8859_1), NOT_UTF8, null);
  }

  private static byte[] spliced(String field, String hex) {
    String text = EventText.valid().with(field, "\"<>\"").toString();
    String bytes = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of()
        .parseHex(bytes.replace("223c3e22", "22" + hex.toLowerCase(Locale.ROOT) + "22"));
  }

  @Test
  void shouldTakeAFailureOfOurOwnCodeForARejectionWithCause() {
    InvalidRecordException why = Reading.fault(EventText.valid().bytes(), null);

    assertThat(why).hasCauseInstanceOf(NullPointerException.class);
    assertThat(why.reason()).isEqualTo(RejectionReason.INTERNAL_ERROR);
  }
}
