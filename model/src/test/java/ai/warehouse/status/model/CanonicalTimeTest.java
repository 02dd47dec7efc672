package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way must never say anything else than the long one does. */
class CanonicalTimeTest {
  private static final long SEED = 20_261_125L;
  private static final int TIMES = 5_000;
  private static final String MUTATIONS = "0123456789-:.,TtZz+ \u0660\u00e9";

  private final Random random = new Random(SEED);

  @Test
  void shouldFormatAsTheFormatterDoes() {
    for (int i = 0; i < TIMES; i++) {
      Instant time = time();
      assertThat(CanonicalTime.format(time)).isEqualTo(Timestamps.formatAny(time));
    }
  }

  @Test
  void shouldParseWhatItFormats() {
    for (int i = 0; i < TIMES; i++) {
      String text = CanonicalTime.format(time());
      assertThat(CanonicalTime.parse(text)).isEqualTo(Timestamps.parseAny(text));
    }
  }

  @Test
  void shouldParseMutatedTextsAsTheParserDoesOrLeaveThemToIt() {
    for (int i = 0; i < TIMES; i++) {
      assertSame(mutated(CanonicalTime.format(time())));
    }
  }

  @Test
  void shouldParseAnyDigitsAsTheParserDoesOrLeaveThemToIt() {
    for (int i = 0; i < TIMES; i++) {
      String text =
          "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ"
              .formatted(
                  random.nextInt(10_000),
                  random.nextInt(14),
                  random.nextInt(33),
                  random.nextInt(26),
                  random.nextInt(62),
                  random.nextInt(62),
                  random.nextInt(1_000));
      assertSame(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T00:00:00.000Z",
        "2023-02-29T00:00:00.000Z",
        "1900-02-29T00:00:00.000Z",
        "2000-02-29T23:59:59.999Z",
        "2026-04-31T00:00:00.000Z",
        "2026-12-31T24:00:00.000Z",
        "2016-12-31T23:59:60.000Z",
        "0000-01-01T00:00:00.000Z",
        "-001-01-01T00:00:00.000Z"
      })
  void shouldParseTheEdgesAsTheParserDoesOrLeaveThemToIt(String text) {
    assertSame(text);
  }

  private static void assertSame(String text) {
    Instant canonical = CanonicalTime.parse(text);
    if (canonical != null) {
      assertThat(canonical).as("seed %d, text %s", SEED, text).isEqualTo(Timestamps.parseAny(text));
    }
    Throwable failure = catchThrowable(() -> Timestamps.parseAny(text));
    if (failure == null) {
      assertThat(Timestamps.parse(text)).as(text).isEqualTo(Timestamps.parseAny(text));
    } else {
      assertThatThrownBy(() -> Timestamps.parse(text))
          .isInstanceOf(failure.getClass())
          .hasMessage(failure.getMessage());
    }
  }

  private Instant time() {
    return Instant.ofEpochSecond(
        random.nextLong(Timestamps.LATEST.getEpochSecond() + 1), random.nextInt(1_000_000_000));
  }

  private String mutated(String text) {
    StringBuilder mutated = new StringBuilder(text);
    int at = random.nextInt(text.length());
    char other = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
    switch (random.nextInt(3)) {
      case 0 -> mutated.setCharAt(at, other);
      case 1 -> mutated.insert(at, other);
      default -> mutated.deleteCharAt(at);
    }
    return mutated.toString();
  }
}
