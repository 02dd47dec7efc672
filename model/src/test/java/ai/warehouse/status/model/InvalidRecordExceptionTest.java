package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InvalidRecordExceptionTest {
  @Test
  void shouldNameReasonAndField() {
    InvalidRecordException why =
        new InvalidRecordException(RejectionReason.WRONG_TYPE, "total", "is not a number");

    assertThat(why).hasMessage("wrong-type: total is not a number");
  }

  @Test
  void shouldNameReasonAloneForWholeRecord() {
    InvalidRecordException why =
        new InvalidRecordException(RejectionReason.NULL_VALUE, null, "the record has no value");

    assertThat(why).hasMessage("null-value: the record has no value");
  }

  @Test
  void shouldCarryNoStackTrace() {
    assertThat(new InvalidRecordException(RejectionReason.NOT_JSON, null, "x").getStackTrace())
        .isEmpty();
  }

  @Test
  void shouldKeepReasonCodesStable() {
    assertThat(Stream.of(RejectionReason.values()).map(RejectionReason::code))
        .containsExactly(
            "null-value",
            "not-utf8",
            "not-json",
            "not-an-object",
            "missing-field",
            "wrong-type",
            "invalid-value",
            "created-in-future",
            "not-storable",
            "internal-error");
  }
}
