package ai.warehouse.status.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void shouldLeaveNothingThatATerminalObeys() {
    String text = "a\u001b[31mb\u009b2Jc\rd\te\u202Ef\u2066g\u0000h\u2028i\u200Bj 😀é\n";

    assertThat(PlainText.safe(text)).isEqualTo("a�[31mb�2Jc d e�f�g�h i�j 😀é");
  }

  @Test
  void shouldCutByCharacters() {
    assertThat(PlainText.cut("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(PlainText.cut("😀😀😀", 2)).isEqualTo("😀…");
    assertThat(PlainText.cut("abc", 0)).isEqualTo("…");
  }

  @Test
  void shouldAlignColumns() {
    assertThat(PlainText.columns(List.of(List.of("a", "b"), List.of("é😀", "", "c"))))
        .containsExactly("a   b", "é😀     c");
  }
}
