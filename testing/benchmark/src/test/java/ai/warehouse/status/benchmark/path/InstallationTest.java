package ai.warehouse.status.benchmark.path;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.path.Installation.Turn;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstallationTest {
  @Test
  void shouldDivideWhatWasAddedMeanwhile() {
    assertThat(Installation.per(10, Map.of("sink", 5.0), Map.of("sink", 25.0, "broker", 30.0)))
        .isEqualTo(Map.of("sink", 2.0, "broker", 3.0));
  }

  @Test
  void shouldAddUpTheProcesses() {
    assertThat(new Turn(1, Map.of("sink", 2.0, "broker", 3.0), Map.of()).totalMicros())
        .isEqualTo(5.0);
  }
}
