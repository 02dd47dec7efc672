package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.POSITION;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.fault;
import static ai.warehouse.status.model.json.Reading.rejected;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema of events accepts what the reader accepts, and little more. */
class EventSchemaTest {
  private static final int LAST_WHITE_SPACE = 0x3000;

  static Stream<EventText> good() {
    return Stream.of(
            each("pkg", "\" a \"", "\"\\u00A0\"", "\"\\u2007\"", "\"日本語\"", "\"😀\""),
            each("env", quoted("a".repeat(512)), quoted("é".repeat(256)), quoted("😀".repeat(128))),
            each("version", "\"a\\u2028b\"", "\"\\u180e\""),
            each("name", "null", "5", "\"a!b\""),
            each(
                "eventType",
                "null",
                "\"\"",
                "\"event\"",
                "\"queued\"",
                "\"complete\"",
                "\"ignored\""),
            each("locale", "null", "\"\"", "\" \\t\\u001f\\u3000\"", "\"en-US\"", "\"a!b\""),
            each("locale", quoted(" ".repeat(1000)), quoted("a".repeat(128)), "\"\\u00a0\""),
            each("error", "null", "true", "false"),
            each(
                "message", "null", "\"\"", "\"a\\u0000\"", "5", "1.50", "true", "[]", "{\"a\":{}}"),
            each("details", "null", "\"\"", "\"\\ud800\"", "5", "false", "[1]", "{}"),
            each("total", "null", "0", "-0", "20.0", "2e1", "2147483647", "2147483647.0"),
            each("createdAt", "null", "\"\"", "946684800000", "1700000000123.0", "1.7e12"),
            each("createdAt", "\"2026-11-23T20:47:03.120Z\"", "\"2026-11-23T20:47Z\""),
            each("createdAt", "\"2026-11-23t20:47:03,1z\"", "\"+0002026-11-23T20:47:03Z\""),
            each("createdAt", "\"2026-11-23T20:47:03.123456789+01\"", "\"1999-12-31T23:00-01:00\""),
            each("createdAt", "\"2026-11-23T12:17:03-0830\"", "\"2026-11-23T12:17:03-08:30\""),
            each(
                "createdAt",
                "\"2026-11-23T20:47:03+18:00\"",
                "\"2026-11-23T20:47:03.1234567891Z\""),
            each("createdAt", "\"+02026-11-23T20:47:03,1234567891Z\""),
            each("eventId", "null", "\"\"", "\"00000000-0000-0000-0000-000000000000\""),
            each("eventId", "\"C232AB00-9414-11EC-B3C8-9F6BDECED846\""),
            each("anything", "null", "1e400", "{\"pkg\":null}"),
            Stream.of(
                EventText.valid(),
                EventText.valid().without("pkg").with("name", "\"a\""),
                EventText.valid().with("pkg", "null").with("name", "\"a\""),
                EventText.valid().with("pkg", "\"\"").with("name", "\"a\"")))
        .flatMap(texts -> texts);
  }

  static Stream<EventText> bad() {
    return Stream.of(
            Stream.of("pkg", "env", "version").flatMap(EventSchemaTest::badNames),
            badNames("name").map(text -> text.without("pkg")),
            badNames("name").map(text -> text.with("pkg", "null")),
            badNames("name").map(text -> text.with("pkg", "\"\"")),
            each("eventType", "\"Complete\"", "\"done\"", "1", "true", "[]"),
            each(
                "locale", "\"a\\tb\"", "\"a\\u007f\"", quoted("a".repeat(129)), "5", "false", "{}"),
            each("error", "\"true\"", "\"\"", "0", "1", "[]"),
            each("total", "-1", "2147483648", "1.5", "0.1", "1e10", "\"3\"", "true", "[3]", "{}"),
            each(
                "createdAt",
                "-1",
                "0",
                "1.5",
                "946684799999",
                "1795466823",
                "1795466823.120",
                "253402300800000",
                "9223372036854775808",
                "true",
                "[]"),
            each("createdAt", "\"1700000000000\"", "\"2026-11-23\"", "\"26-11-23T20:47Z\""),
            each("createdAt", "\"2026-11-23T20:47:03\"", "\"2026-11-23 20:47:03Z\""),
            each("createdAt", "\"2026-11-23T20:47:03Z\\n\"", "\" 2026-11-23T20:47:03Z\""),
            each("createdAt", "\"2026-11-23T20:47:03.Z\"", "\"2026-11-23T20:47.5Z\""),
            each("createdAt", "\"2026-11-23T20:47:03+1\"", "\"2026-11-23T20:47:03+01:0030\""),
            each("createdAt", "\"2026-11-23T20:47:03+19:00\"", "\"2026-11-23T24:00:00Z\""),
            each("createdAt", "\"2026-13-01T00:00Z\"", "\"2026-11-32T00:00Z\""),
            each(
                "createdAt",
                "\"1998-12-31T23:59:59Z\"",
                "\"1970-01-21T18:44:26Z\"",
                "\"-0001-01-01T00:00:00Z\""),
            each("createdAt", "\"2026-11-23T20:47:03+18:00:00\"", "\"2026-11-23T20:47:03+010030\""),
            each("createdAt", "\"2026-11-23T20:47:03,5,5Z\"", "\"+2026-11-23T20:47Z\""),
            each("eventId", "\"1-1-1-1-1\"", "\"919108f752d143209bacf847db4148a8\"", "5"),
            each("eventId", "\"919108f7-52d1-4320-9bac-f847db4148ag\"", "true", "{}"),
            each("eventId", "\"919108f7-52d1-4320-9bac-f847db4148a8\\n\""))
        .flatMap(texts -> texts);
  }

  private static Stream<EventText> badNames(String field) {
    return Stream.concat(
        Stream.of(EventText.valid().without(field)).filter(text -> !field.equals("name")),
        each(
            field,
            "null",
            "\"\"",
            "\" \"",
            "\"\\u3000\"",
            "\"\\u2028\\u205f\\u1680\"",
            "\"a!b\"",
            "\"a\\n\"",
            "\"a\\u0000\"",
            "\"a\\u007f\"",
            "\"a\\u0085\"",
            "\"a\\u009f\"",
            quoted("a".repeat(513)),
            "5",
            "true",
            "[\"a\"]"));
  }

  /** The reader rejects these; the schema can't see why, and says so in its description. */
  static Stream<EventText> unseen() {
    return Stream.of(
            each("pkg", quoted("é".repeat(257)), "\"a\\ud800\""),
            each("locale", quoted("é".repeat(65)), "\"\\udc00\""),
            each("createdAt", "\"2026-11-23T21:47:03.121Z\"", "1795470423121"),
            each("createdAt", "\"2026-02-30T00:00:00Z\"", "\"2025-02-29T00:00:00Z\""),
            each("createdAt", "\"1999-12-31T23:59:59Z\"", "\"2000-01-01T00:00:00+01:00\""),
            each("createdAt", "\"9999-12-31T23:59:59-01:00\"", "\"2026-11-23T20:47:03+18:30\""),
            each("total", "20." + "0".repeat(64), "1e-400"))
        .flatMap(texts -> texts);
  }

  private static Stream<EventText> each(String field, String... values) {
    return Stream.of(values).map(value -> EventText.valid().with(field, value));
  }

  @ParameterizedTest
  @MethodSource("good")
  void shouldAcceptAsTheReaderDoes(EventText event) {
    accepted(event);

    assertThat(STATUS_EVENT.errors(event.bytes())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void shouldRefuseAsTheReaderDoes(EventText event) {
    rejected(event.bytes());

    assertThat(STATUS_EVENT.errors(event.bytes())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("unseen")
  void shouldNotSeeSomeFaults(EventText event) {
    assertThat(UnseenFaults.contain(rejected(event.bytes()))).isTrue();

    assertThat(STATUS_EVENT.errors(event.bytes())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("notObjects")
  void shouldRefuseOtherThanObjects(String json) {
    assertThat(STATUS_EVENT.errors(SchemaFiles.json(json))).isNotEmpty();
  }

  static List<String> notObjects() {
    return List.of("null", "true", "5", "\"\"", "[]", "[{}]");
  }

  /**
   * Fields with a limit, which are those with rules on characters, at the start of one and later.
   */
  static Stream<Arguments> limited() {
    return RecordKind.EVENT.shown().json().stream()
        .filter(field -> field.maxBytes().isPresent())
        .flatMap(field -> Stream.of("", "a").map(before -> Arguments.of(field.name(), before)));
  }

  @ParameterizedTest
  @MethodSource("limited")
  void shouldAgreeOnEachCharacter(String field, String before) {
    IntStream disputed =
        IntStream.rangeClosed(0, LAST_WHITE_SPACE + 1)
            .filter(
                c -> {
                  String text = before + "\\u" + HexFormat.of().toHexDigits((char) c);
                  byte[] event = EventText.valid().with(field, quoted(text)).bytes();
                  return isAccepted(event) != STATUS_EVENT.errors(event).isEmpty();
                });

    assertThat(disputed.mapToObj(Integer::toHexString)).isEmpty();
  }

  private static boolean isAccepted(byte[] event) {
    return fault(event, POSITION) == null;
  }

  @Test
  void shouldAcceptOldWorkersMessages() {
    assertThat(OldWorkerMessages.lines())
        .isNotEmpty()
        .allSatisfy(
            message -> {
              accepted(message);
              assertThat(STATUS_EVENT.errors(message)).isEmpty();
            });
  }

  @Test
  void shouldKnowAllKinds() {
    JsonNode known = STATUS_EVENT.text().at("/properties/eventType/enum");

    assertThat(known)
        .extracting(kind -> kind.textValue())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of(EventKind.values()).map(EventKind::wireName), Stream.of("", null))
                .toList());
  }
}
