package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  @ParameterizedTest
  @CsvSource({
    "0, , 0, false",
    "5, , 0, false",
    "0, 0, 0, false",
    "5, 0, 0, false",
    "0, 3, 0, false",
    "1, 3, 33, false",
    "2, 3, 66, false",
    "3, 3, 100, true",
    "4, 3, 100, true",
    "1, 200, 0, false",
    "199, 200, 99, false",
    "2147483646, 2147483647, 99, false",
    "2147483647, 2147483647, 100, true",
    "4294967296, 1, 100, true"
  })
  void shouldCutToWholePercent(long count, Integer total, int percent, boolean complete) {
    assertThat(Progress.percent(count, total)).isEqualTo(percent);
    assertThat(Progress.isComplete(count, total)).isEqualTo(complete);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 50, 100})
  void shouldAllowPercent(int percent) {
    assertThatNoException().isThrownBy(() -> Fields.PROGRESS.required(percent));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 101, Integer.MAX_VALUE})
  void shouldRejectOtherNumbers(int percent) {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> Fields.PROGRESS.required(percent))
        .returns("progress", InvalidRecordException::field);
  }
}
