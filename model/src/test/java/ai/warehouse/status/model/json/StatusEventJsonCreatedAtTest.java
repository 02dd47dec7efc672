package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.EventText.quoted;
import static ai.warehouse.status.model.json.Reading.WRITTEN;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static ai.warehouse.status.model.json.Reading.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: createdAt. */
class StatusEventJsonCreatedAtTest {
  static Stream<String> notMilliseconds() {
    return Stream.of(
        "1700000000000.5",
        "1e999999999",
        "1e99999999999999999999",
        "253402300800000",
        "9223372036854775807",
        "9223372036854775808",
        "9".repeat(10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T20:47:03.120Z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03Z, 2026-11-23T20:47:03Z",
    "2026-11-23T20:47Z, 2026-11-23T20:47:00Z",
    "2026-11-23t20:47:03.120z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.1Z, 2026-11-23T20:47:03.100Z",
    "2026-11-23T20:47:03.120999Z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.120999999Z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.000000001Z, 2026-11-23T20:47:03Z",
    "2026-11-23T21:47:03.120+01:00, 2026-11-23T20:47:03.120Z",
    "2026-11-23T21:47:03.120+0100, 2026-11-23T20:47:03.120Z",
    "2026-11-23T21:47:03.120+01, 2026-11-23T20:47:03.120Z",
    "2026-11-23T12:17:03.120-08:30, 2026-11-23T20:47:03.120Z",
    "2026-11-23T12:17:03.120-0830, 2026-11-23T20:47:03.120Z",
    "2026-11-23t12:17:03.120-0830, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.120+00:00, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.120-00:00, 2026-11-23T20:47:03.120Z",
    "2024-02-29T12:00:00Z, 2024-02-29T12:00:00Z",
    "2026-11-23T20:47:03.12099999999999999999Z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.9999999999Z, 2026-11-23T20:47:03.999Z",
    "'2026-11-23T20:47:03,12Z', 2026-11-23T20:47:03.120Z",
    "'2026-11-23T21:47:03,1209999999999+0100', 2026-11-23T20:47:03.120Z",
    "2026-11-23T21:47+01:00, 2026-11-23T20:47:00Z",
    "2026-11-24T14:47:03+18:00, 2026-11-23T20:47:03Z",
    "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
    "2000-01-01T01:00:00+01:00, 2000-01-01T00:00:00Z",
    "1999-12-31T23:00:00-01:00, 2000-01-01T00:00:00Z"
  })
  void shouldAcceptIsoDateTimes(String text, Instant expected) {
    assertThat(accepted(createdAt(quoted(text))).createdAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "946684800000, 946684800000",
    "946684800000.0, 946684800000",
    "1700000000123, 1700000000123",
    "1700000000123.0, 1700000000123",
    "1.7e12, 1700000000000"
  })
  void shouldAcceptEpochMilliseconds(String json, long expected) {
    assertThat(accepted(createdAt(json)).createdAt()).isEqualTo(Instant.ofEpochMilli(expected));
  }

  @Test
  void shouldBeTheRecordsTimeWithoutOne() {
    assertThat(accepted(EventText.valid()).createdAt()).isEqualTo(WRITTEN);
    assertThat(accepted(createdAt("null")).createdAt()).isEqualTo(WRITTEN);
    assertThat(accepted(createdAt("\"\"")).createdAt()).isEqualTo(WRITTEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "hunter2",
        "1700000000000",
        "2026-11-23",
        "2026-11-23T20:47:03",
        "2026-11-23T20:47:03.120",
        "2026-11-23 20:47:03Z",
        "2026-11-23T20:47:03 Z",
        " 2026-11-23T20:47:03Z",
        "2026-11-23T20:47:03Z ",
        "2026-11-23T20:47:03ZZ",
        "2026-11-23T20:47:03Z[UTC]",
        "2026-11-23T20:47:03+01:00[Europe/Berlin]",
        "2026-11-23T20:47:03.Z",
        "2026-11-23T20:47:03,Z",
        "2026-11-23T20:47:03.+01:00",
        "2026-11-23T20:47:03..5Z",
        "2026-11-23T20:47:03.5,5Z",
        "2026-11-23T20:47:03.5.5Z",
        "2026-11-23T20:47:03.-5Z",
        "2026-11-23T20:47:03.１Z",
        "2026-11-23T20:47:03,120",
        "2026-11-23T20:47,5Z",
        "2026-11-23T20:47.5Z",
        "2026-11-23T20:47:03+",
        "2026-11-23T20:47:03+1",
        "2026-11-23T20:47:03+1:00",
        "2026-11-23T20:47:03+01:",
        "2026-11-23T20:47:03+010",
        "2026-11-23T20:47:03+01:0",
        "2026-11-23T20:47:03+01:00+01:00",
        "2026-11-23T20:47:03Z+01:00",
        "2026-11-23T20:47:03UTC",
        "2026-11-23T20:47:03+01:00:30",
        "2026-11-23T20:47:03+01:00:00",
        "2026-11-23T20:47:03+010030",
        "2026-11-23T20:47:03+01:0030",
        "2026-11-23T20:47:03−01:00",
        "2026-11-23T20:47:03+19:00",
        "2026-11-23T20:47:03+01:60",
        "2026-11-23T20Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T24:00:01Z",
        "2016-12-31T23:59:60Z",
        "2026-11-23T20:60:00Z",
        "2026-11-23T20:47:61Z",
        "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-00T00:00:00Z",
        "26-11-23T20:47:03Z",
        "12026-11-23T20:47:03Z",
        "20261123T204703Z",
        "2026-W48-1T20:47:03Z",
        "2026-327T20:47:03Z",
        "Mon, 23 Nov 2026 20:47:03 GMT",
        "２０２６-11-23T20:47:03Z"
      })
  void shouldRejectOtherTexts(String text) {
    assertRejected(createdAt(quoted(text)), INVALID_VALUE, "createdAt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999-12-31T23:59:59.999Z",
        "1999-12-31T23:59:59.999999999Z",
        "2000-01-01T00:59:59+01:00",
        "1970-01-21T18:44:26.823Z",
        "1970-01-01T00:00:00Z",
        "1969-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "-999999999-01-01T00:00:00+18:00"
      })
  void shouldRejectTimesBefore2000(String text) {
    assertThat(rejected(createdAt(quoted(text)).bytes()))
        .hasMessage("invalid-value: createdAt is before 2000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1795466823",
        "1795466823.120",
        "1.795466823e9",
        "1795466823.120000000",
        "946684799999",
        "946684799999.9",
        "946684800",
        "1",
        "0",
        "-0",
        "1.5",
        "1e-3",
        "-1",
        "-0.5",
        "-1e999999999"
      })
  void shouldTellThatANumberBefore2000LooksLikeSeconds(String json) {
    assertThat(rejected(createdAt(json).bytes()))
        .hasMessage(
            "invalid-value: createdAt is before 2000 in milliseconds since 1970:"
                + " looks like seconds");
  }

  @ParameterizedTest
  @MethodSource("notMilliseconds")
  void shouldRejectOtherNumbers(String json) {
    assertRejected(createdAt(json), INVALID_VALUE, "createdAt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "[]", "{}", "[1700000000000]", "{\"a\":1}"})
  void shouldRejectOtherTypes(String json) {
    assertRejected(createdAt(json), WRONG_TYPE, "createdAt");
  }

  private static EventText createdAt(String json) {
    return EventText.valid().with("createdAt", json);
  }
}
