package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void shouldTakeTheMiddleOfAnOddNumber() {
    assertThat(Summary.of(List.of(3.0, 1.0, 9.0)))
        .isEqualTo(new Summary(3.0, 1.0, 9.0, List.of(3.0, 1.0, 9.0)));
  }

  @Test
  void shouldTakeTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Summary.of(List.of(4.0, 1.0, 2.0, 9.0)).median()).isEqualTo(3.0);
  }

  @Test
  void shouldPrintTheMedianThenTheLeastAndTheGreatest() {
    assertThat(Summary.of(List.of(1.0, 2.0, 3.456))).hasToString("2.00 (1.00–3.46)");
  }

  @Test
  void shouldRefuseNothing() {
    assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
