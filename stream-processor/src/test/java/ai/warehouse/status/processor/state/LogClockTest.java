package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogClockTest {
  private static final int OWN = 2;
  private static final int OTHER = 5;
  private static final int THIRD = 7;

  private final KeyValueStore<Integer, Long> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(StateStores.LOG_POSITIONS),
              Serdes.Integer(),
              Serdes.Long())
          .withLoggingDisabled()
          .build();
  private MockProcessorContext<Void, Void> context;

  @BeforeEach
  void openStore(@TempDir Path stateDir) {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, OWN), stateDir.toFile());
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void shouldFollowItsOwnPartition() {
    LogClock clock = new LogClock(context);

    assertThat(clock.tick(at(OWN, 0))).isEqualTo(1);
    assertThat(clock.tick(at(OWN, 1))).isEqualTo(2);
    assertThat(clock.tick(at(OWN, 10))).isEqualTo(11);
  }

  @Test
  void shouldAddHowFarItHasComeInOthers() {
    LogClock clock = new LogClock(context);
    clock.tick(at(OWN, 9));

    assertThat(clock.tick(at(OTHER, 4))).isEqualTo(10 + 5);
    assertThat(clock.tick(at(THIRD, 0))).isEqualTo(10 + 5 + 1);
    assertThat(clock.tick(at(OTHER, 6))).isEqualTo(10 + 7 + 1);
    assertThat(clock.tick(at(OWN, 10))).isEqualTo(11 + 7 + 1);
  }

  @Test
  void shouldStandStillOverWhatIsReadAgain() {
    LogClock clock = new LogClock(context);
    clock.tick(at(OWN, 9));
    clock.tick(at(OTHER, 4));

    assertThat(clock.tick(at(OWN, 8))).isEqualTo(15);
    assertThat(clock.tick(at(OTHER, 4))).isEqualTo(15);
  }

  @Test
  void shouldGoOnAfterARestart() {
    LogClock before = new LogClock(context);
    before.tick(at(OWN, 9));
    before.tick(at(OTHER, 4));

    assertThat(new LogClock(context).tick(at(OTHER, 5))).isEqualTo(10 + 6);
    assertThat(new LogClock(context).tick(at(OWN, 10))).isEqualTo(11 + 6);
  }

  @Test
  void shouldStoreNothingForItsOwnPartitionAlone() {
    new LogClock(context).tick(at(OWN, 9));

    assertThat(store.approximateNumEntries()).isZero();
  }

  private static RecordPosition at(int partition, long offset) {
    return new RecordPosition("status-events", partition, offset, 0);
  }
}
