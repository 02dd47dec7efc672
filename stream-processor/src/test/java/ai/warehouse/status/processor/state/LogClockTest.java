package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import java.nio.file.Path;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogClockTest {
  private static final int OWN = 2;
  private static final int OTHER = 5;
  private static final int THIRD = 7;

  private TaskWithStore<Integer, Long> task;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    task =
        new TaskWithStore<>(
            OWN, StateStores.LOG_POSITIONS, Serdes.Integer(), Serdes.Long(), stateDir);
  }

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void shouldFollowItsOwnPartition() {
    LogClock clock = new LogClock(task.context());

    assertThat(clock.tick(at(OWN, 0))).isEqualTo(1);
    assertThat(clock.tick(at(OWN, 1))).isEqualTo(2);
    assertThat(clock.tick(at(OWN, 10))).isEqualTo(11);
  }

  @Test
  void shouldAddHowFarItHasComeInOthers() {
    LogClock clock = new LogClock(task.context());
    clock.tick(at(OWN, 9));

    assertThat(clock.tick(at(OTHER, 4))).isEqualTo(10 + 5);
    assertThat(clock.tick(at(THIRD, 0))).isEqualTo(10 + 5 + 1);
    assertThat(clock.tick(at(OTHER, 6))).isEqualTo(10 + 7 + 1);
    assertThat(clock.tick(at(OWN, 10))).isEqualTo(11 + 7 + 1);
  }

  @Test
  void shouldStandStillOverWhatIsReadAgain() {
    LogClock clock = new LogClock(task.context());
    clock.tick(at(OWN, 9));
    clock.tick(at(OTHER, 4));

    assertThat(clock.tick(at(OWN, 8))).isEqualTo(15);
    assertThat(clock.tick(at(OTHER, 4))).isEqualTo(15);
  }

  @Test
  void shouldGoOnAfterARestart() {
    LogClock before = new LogClock(task.context());
    before.tick(at(OWN, 9));
    before.tick(at(OTHER, 4));
    before.tick(at(OWN, 12));

    assertThat(new LogClock(task.context()).tick(at(OTHER, 5))).isEqualTo(13 + 6);
    assertThat(new LogClock(task.context()).tick(at(OWN, 13))).isEqualTo(14 + 6);
  }

  private static RecordPosition at(int partition, long offset) {
    return new RecordPosition("status-events", partition, offset, 0);
  }
}
