package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.Reading.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §1: total. */
class StatusEventJsonTotalTest {
  static Stream<String> notWithinRange() {
    return Stream.of(
        "-1",
        "-1.0",
        "2147483648",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551617",
        "1.5",
        "0.1",
        "2147483647.5",
        "-0.5",
        "1e-1",
        "1e10",
        "1e400",
        "1e-400",
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1e2147483647",
        "1e2147483648",
        "1e-2147483648",
        "1e99999999999999999999",
        "9".repeat(10_000),
        "-" + "9".repeat(10_000),
        "0." + "9".repeat(10_000),
        "1e" + "9".repeat(10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0.0, 0",
    "0e999999999, 0",
    "1, 1",
    "20.0, 20",
    "2e1, 20",
    "2E+1, 20",
    "200e-1, 20",
    "20.000000000000000000000000000000, 20",
    "2147483647, 2147483647",
    "2147483647.0, 2147483647"
  })
  void shouldAcceptWholeNumbers(String json, int total) {
    assertThat(accepted(queued(json)).total()).isEqualTo(total);
  }

  @ParameterizedTest
  @MethodSource("notWithinRange")
  void shouldRejectOtherNumbersOnAnyKind(String json) {
    assertRejected(queued(json), INVALID_VALUE, "total");
    assertRejected(EventText.valid().with("total", json), INVALID_VALUE, "total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"3\"", "true", "false", "[]", "{}", "[3]"})
  void shouldRejectOtherTypesOnAnyKind(String json) {
    assertRejected(queued(json), WRONG_TYPE, "total");
    assertRejected(EventText.valid().with("total", json), WRONG_TYPE, "total");
  }

  @Test
  void shouldLeaveAbsentAndNullOut() {
    assertThat(accepted(EventText.valid().with("eventType", "\"queued\"")).total()).isNull();
    assertThat(accepted(queued("null")).total()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "complete", "error", "ignored"})
  void shouldNotUseTotalOnOtherKinds(String eventType) {
    EventText text = queued("3").with("eventType", EventText.quoted(eventType));

    assertThat(accepted(text).total()).isNull();
  }

  @Test
  void shouldNotUseTotalOfQueuedThatFailed() {
    assertThat(accepted(queued("3").with("error", "true")).total()).isNull();
  }

  private static EventText queued(String total) {
    return EventText.valid().with("eventType", "\"queued\"").with("total", total);
  }
}
