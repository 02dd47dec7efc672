package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import java.nio.file.Path;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionClockTest {
  private static final int OWN = 2;
  private static final int OTHER = 5;
  private static final int THIRD = 7;

  private TaskStores stores;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    stores = new TaskStores("test", stateDir);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void shouldFollowItsOwnPartition() {
    RevisionClock clock = new RevisionClock(stores.context());

    assertThat(advance(clock, at(OWN, 0))).isEqualTo(1);
    assertThat(advance(clock, at(OWN, 1))).isEqualTo(2);
    assertThat(advance(clock, at(OWN, 10))).isEqualTo(11);
  }

  @Test
  void shouldAddHowFarItHasComeInOthers() {
    RevisionClock clock = new RevisionClock(stores.context());
    advance(clock, at(OWN, 9));

    assertThat(advance(clock, at(OTHER, 4))).isEqualTo(10 + 5);
    assertThat(advance(clock, at(THIRD, 0))).isEqualTo(10 + 5 + 1);
    assertThat(advance(clock, at(OTHER, 6))).isEqualTo(10 + 7 + 1);
    assertThat(advance(clock, at(OWN, 10))).isEqualTo(11 + 7 + 1);
  }

  @Test
  void shouldStandStillOverWhatIsReadAgain() {
    RevisionClock clock = new RevisionClock(stores.context());
    advance(clock, at(OWN, 9));
    advance(clock, at(OTHER, 4));

    assertThat(advance(clock, at(OWN, 8))).isEqualTo(15);
    assertThat(advance(clock, at(OTHER, 4))).isEqualTo(15);
  }

  @Test
  void shouldGoOnWhereTheProcessorBeforeLeft() {
    RevisionClock before = new RevisionClock(stores.context());
    advance(before, at(OWN, 9));
    advance(before, at(OTHER, 4));

    assertThat(advance(new RevisionClock(stores.context()), at(OTHER, 5))).isEqualTo(10 + 6);
    assertThat(advance(new RevisionClock(stores.context()), at(OWN, 12))).isEqualTo(13 + 6);
  }

  @Test
  void shouldKnowItsLog() {
    RevisionClock clock = new RevisionClock(stores.context());
    assertThat(clock.log()).isNull();

    clock.advance(at(OWN, 0));

    assertThat(new RevisionClock(stores.context()).log()).isEqualTo("status-events");
  }

  @Test
  void shouldRemoveTheSumOfAnEarlierVersionWhichWouldGoOnWithIt() {
    KeyValueStore<String, Long> rows = stores.context().getStateStore(StateStores.LOG_OFFSETS);
    rows.put("status-events", 10L);
    rows.put("status-events/" + OWN, 10L);

    RevisionClock clock = new RevisionClock(stores.context());

    assertThat(clock.revision(at(OWN, 12))).isEqualTo(13);
    assertThat(rows.get("status-events")).isNull();
  }

  private static long advance(RevisionClock clock, RecordPosition event) {
    long revision = clock.revision(event);
    clock.advance(event);
    return revision;
  }

  private static RecordPosition at(int partition, long offset) {
    return new RecordPosition("status-events", partition, offset, 0);
  }
}
