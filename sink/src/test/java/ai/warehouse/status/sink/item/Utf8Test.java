package ai.warehouse.status.sink.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "é", "€", "😀", "a€é😀z"})
  void shouldMeasureAsTheEncoderDoes(String text) {
    assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void shouldCutBetweenCharactersAndAsLittleAsPossible(int max) {
    String text = "a€é😀z";

    String prefix = Utf8.prefix(text, max);

    assertThat(text).startsWith(prefix);
    assertThat(prefix.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Math.max(0, max));
    assertThat(new String(prefix.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(prefix);
    if (!prefix.equals(text)) {
      int next = text.offsetByCodePoints(prefix.length(), 1);
      assertThat(Utf8.length(text.substring(0, next))).isGreaterThan(max);
    }
  }
}
