package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class WriteBufferTest {
  private static final long ROOM_FOR_TEN = 25_000;

  private final Slice slice = new Slice(new OffsetAndMetadata(1));
  private final WriteBuffer buffer =
      new WriteBuffer(
          new EventQueue(Duration.ofSeconds(1), 0),
          new SnapshotQueue(Duration.ofSeconds(1)),
          ROOM_FOR_TEN);

  @Test
  void shouldBeFullUntilHalfIsWritten() {
    int added = 0;
    while (!buffer.isFull()) {
      addStatus("1.0." + added++, 1);
    }

    int written = 0;
    while (buffer.isFull()) {
      buffer.done(buffer.nextSnapshot(0));
      written++;
    }

    assertThat(added).isBetween(9, 12);
    assertThat(written).isBetween(added / 2, added / 2 + 1);
    while (written++ < added) {
      buffer.done(buffer.nextSnapshot(0));
    }
    assertThat(buffer.bytes()).isZero();
    assertThat(slice.isStored()).isTrue();
  }

  @Test
  void shouldCountWhatIsInFlight() {
    addStatus("1.0.0", 1);
    long bytes = buffer.bytes();

    List<PendingWrite> write = buffer.nextSnapshot(0);

    assertThat(buffer.bytes()).isEqualTo(bytes).isPositive();
    buffer.done(write);
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void shouldNotWaitForMoreEventsWhenFull() {
    addEvent(1);
    buffer.done(buffer.nextEvents(0));
    addEvent(2);
    assertThat(buffer.nextEvents(1)).isEmpty();

    buffer.grow(ROOM_FOR_TEN);

    assertThat(buffer.nextEvents(1)).hasSize(1);
  }

  @Test
  void shouldEndRestsWhenFullOnlyIfNoEventWaits() {
    addStatus("1.0.0", 1);
    buffer.done(buffer.nextSnapshot(0));
    addStatus("1.0.0", 2);
    addEvent(1);
    buffer.grow(ROOM_FOR_TEN);

    assertThat(buffer.nextSnapshot(1)).isEmpty();
    buffer.done(buffer.nextEvents(1));
    assertThat(buffer.nextSnapshot(1)).hasSize(1);
  }

  @Test
  void shouldWriteAllAtOnceInAHurry() {
    addStatus("1.0.0", 1);
    addEvent(1);
    buffer.done(buffer.nextSnapshot(0));
    buffer.done(buffer.nextEvents(0));
    addStatus("1.0.0", 2);
    addEvent(2);
    addEvent(3);
    assertThat(buffer.nextSnapshot(1)).isEmpty();
    assertThat(buffer.nextEvents(1)).isEmpty();

    buffer.hurry(true);

    assertThat(buffer.nextSnapshot(1)).hasSize(1);
    assertThat(buffer.nextEvents(1)).hasSize(2);
  }

  @Test
  void shouldMakeRoomWhenPartitionsAreAnothers() {
    addStatus("1.0.0", 1);
    addEvent(1);

    slice.abandon();
    buffer.dropAbandoned();

    assertThat(buffer.bytes()).isZero();
    assertThat(buffer.nextSnapshot(0)).isEmpty();
    assertThat(buffer.nextEvents(0)).isEmpty();
  }

  private void addEvent(int number) {
    buffer.add(Samples.plan(Samples.eventRecord(number)), slice);
  }

  private void addStatus(String version, long revision) {
    buffer.add(Samples.plan(Samples.statusRecord(0, Samples.build(version), revision)), slice);
  }
}
