package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsParseTest {
  private static final long SEED = 20_261_125L;
  private static final Pattern CANONICAL =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

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

  @Test
  void shouldParseExactlyTheTextsOfTheCanonicalForm() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text =
          new StringBuilder(new UUID(random.nextLong(), random.nextLong()).toString());
      int at = random.nextInt(text.length());
      text.setCharAt(at, "09afAFgG-+ \u0660".charAt(random.nextInt(12)));

      if (CANONICAL.matcher(text).matches()) {
        assertThat(EventIds.parse(text.toString()))
            .hasToString(text.toString().toLowerCase(Locale.ROOT));
      } else {
        assertThatExceptionOfType(InvalidRecordException.class)
            .as(text.toString())
            .isThrownBy(() -> EventIds.parse(text.toString()));
      }
    }
  }
}
