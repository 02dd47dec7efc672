package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsParseTest {
  @Test
  void shouldParseEitherCase() {
    String text = "919108F7-52d1-4320-9BAC-f847db4148a8";

    assertThat(EventIds.parse(text)).hasToString("919108f7-52d1-4320-9bac-f847db4148a8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-1-1-1-1", "919108f752d143209bacf847db4148a8", "hunter2"})
  void shouldRejectOtherText(String text) {
    InvalidRecordException why =
        catchThrowableOfType(InvalidRecordException.class, () -> EventIds.parse(text));

    assertThat(why.reason()).isEqualTo(RejectionReason.INVALID_VALUE);
    assertThat(why).hasMessage("invalid-value: eventId is not a UUID");
  }
}
