package ai.warehouse.status.chaos.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int FIVE_MINUTES = 300;

  @Test
  void shouldBeTheSameForTheSameSeed() {
    assertThat(Schedule.of(7, FIVE_MINUTES)).isEqualTo(Schedule.of(7, FIVE_MINUTES));
    assertThat(Schedule.of(7, FIVE_MINUTES)).isNotEqualTo(Schedule.of(8, FIVE_MINUTES));
  }

  @Test
  void shouldHaveEveryKindOfFaultInFiveMinutes() {
    for (long seed = 0; seed < 100; seed++) {
      List<FaultKind> kinds =
          Schedule.of(seed, FIVE_MINUTES).faults().stream().map(PlannedFault::kind).toList();
      assertThat(kinds).as("seed %d", seed).containsAll(Arrays.asList(FaultKind.values()));
    }
  }

  @Test
  void shouldBeginEachFaultWithinTheStormAndInOrder() {
    assertThat(Schedule.of(1, FIVE_MINUTES).faults())
        .extracting(PlannedFault::atSecond)
        .isSorted()
        .allMatch(second -> second > 0 && second < FIVE_MINUTES);
  }
}
