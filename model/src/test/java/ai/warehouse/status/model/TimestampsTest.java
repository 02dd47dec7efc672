package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
  private static final long SEED = 20_261_123L;

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
    "2026-11-23T20:47:00Z, 2026-11-23T20:47:00.000Z",
    "2026-11-23T20:47:03.1Z, 2026-11-23T20:47:03.100Z",
    "2026-11-23T20:47:03.120Z, 2026-11-23T20:47:03.120Z",
    "2026-11-23T20:47:03.120999999Z, 2026-11-23T20:47:03.120Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999Z"
  })
  void shouldFormatWithThreeDigitsCut(Instant time, String text) {
    assertThat(Timestamps.format(time)).isEqualTo(text);
  }

  @Test
  void shouldSortAsTextLikeAsTime() {
    List<Instant> times =
        new Random(SEED)
            .longs(10_000, 0, Timestamps.LATEST.toEpochMilli() + 1)
            .sorted()
            .mapToObj(Instant::ofEpochMilli)
            .toList();

    List<String> texts = times.stream().map(Timestamps::format).toList();

    assertThat(texts)
        .as("seed %d", SEED)
        .isSorted()
        .allSatisfy(text -> assertThat(text).hasSize(24));
    assertThat(texts.stream().map(Timestamps::parse)).isEqualTo(times);
  }

  @Test
  void shouldParseToTheNanosecond() {
    assertThat(Timestamps.parse("2026-11-23T21:47:03.123456789+01:00"))
        .isEqualTo(Instant.parse("2026-11-23T20:47:03.123456789Z"));
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "2026-11-23", "2026-11-23T20:47:03", "2026-02-30T00:00:00Z"})
  void shouldRefuseOtherText(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamps.parse(text));
  }
}
