package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteBufferTest {
  private static final long ROOM_FOR_TEN = 25_000;
  private static final int MANY = 1000;
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);

  private final PolledBatch batch = Samples.batch();
  private final WriteBuffer buffer =
      new Queues(() -> 0).buffer(Duration.ofSeconds(1), MANY, ROOM_FOR_TEN);

  @Test
  void shouldBeFullUntilHalfIsWritten() {
    int added = 0;
    while (!buffer.isFull()) {
      addStatus("1.0." + added++, 1);
    }

    int written = 0;
    while (buffer.isFull()) {
      done(nextSnapshot(0));
      written++;
    }

    assertThat(added).isBetween(9, 12);
    assertThat(written).isBetween(added / 2, added / 2 + 1);
    while (written++ < added) {
      done(nextSnapshot(0));
    }
    assertThat(buffer.bytes()).isZero();
    assertThat(batch.isStored()).isTrue();
  }

  @Test
  void shouldHaveRoomForOthersThoughFullOfWhatCanNotBeWrittenButNeverTakeMoreThanTwice() {
    for (int i = 0; !buffer.isFull(); i++) {
      addStatus("1.0." + i, 1);
    }
    for (int i = 0; i < TableGate.MAX_FAILED_KEYS; i++) {
      fail(nextSnapshot(0));
    }
    assertThat(buffer.isFull()).isFalse();
    int events = 0;
    while (!buffer.isFull() && events < MANY) {
      addEvent(events++);
    }
    assertThat(buffer.bytes()).isBetween(ROOM_FOR_TEN * 3 / 2, ROOM_FOR_TEN * 2);

    fail(nextEvents(0));
    assertThat(buffer.isFull()).isFalse();
    long before = 0;
    while (!buffer.isFull() && events < MANY) {
      before = buffer.bytes();
      addEvent(events++);
    }

    assertThat(before).isLessThan(2 * ROOM_FOR_TEN);
    assertThat(buffer.bytes()).isGreaterThanOrEqualTo(2 * ROOM_FOR_TEN);
  }

  @Test
  void shouldLetAFewPartitionsTakeMuchOfHalfAndEachItsShare() {
    long room = 10 * ROOM_FOR_TEN;
    WriteBuffer large = new Queues(() -> 0).buffer(Duration.ofSeconds(1), MANY, room);
    large.add(event(0), batch, 0);
    fail(large.takeEvents(0));
    long[] taken = new long[3];
    for (int i = 0, number = 1; i < taken.length; i++) {
      PolledBatch hot = Samples.batch(i + 1);
      long before = large.bytes();
      while (!large.partitionsToPause(10).contains(hot.partition()) && number < MANY) {
        large.add(event(number++), hot, 0);
      }
      taken[i] = large.bytes() - before;
    }

    assertThat(taken[0]).isBetween(room / 5, room / 3);
    assertThat(taken[2]).isBetween(room / 20, room / 10);
    assertThat(large.bytes()).isLessThan(room / 2);
    assertThat(large.partitionsToPause(10)).hasSize(3).doesNotContain(batch.partition());
  }

  @Test
  void shouldCountWhatIsInFlight() {
    addStatus("1.0.0", 1);
    long bytes = buffer.bytes();

    Request write = nextSnapshot(0);

    assertThat(buffer.bytes()).isEqualTo(bytes).isPositive();
    done(write);
    assertThat(buffer.bytes()).isZero();
  }

  @Test
  void shouldNotWaitForMoreEventsWhenFull() {
    addEvent(1);
    done(nextEvents(0));
    addEvent(2);
    assertThat(nextEvents(1)).isNull();

    buffer.grow(ROOM_FOR_TEN);

    assertThat(nextEvents(1).writes()).hasSize(1);
  }

  @Test
  void shouldEndRestsWhenFullOnlyIfNoEventWaits() {
    addStatus("1.0.0", 1);
    done(nextSnapshot(0));
    addStatus("1.0.0", 2);
    addEvent(1);
    buffer.grow(ROOM_FOR_TEN);

    assertThat(nextSnapshot(1)).isNull();
    done(nextEvents(1));
    assertThat(nextSnapshot(1).writes()).hasSize(1);
  }

  @Test
  void shouldEndRestsOnceNothingWasAddedForTwoSeconds() {
    WriteBuffer lingering = new Queues(() -> 0).buffer(Duration.ofHours(1), MANY, ROOM_FOR_TEN);
    long quiet = Duration.ofSeconds(2).toNanos();
    lingering.add(status("1.0.0", 1), batch, 0);
    done(lingering.takeSnapshot(0));
    lingering.add(status("1.0.0", 2), batch, 1);
    lingering.add(event(1), batch, 2);

    assertThat(lingering.takeSnapshot(quiet + 1)).isNull();
    assertThat(lingering.takeSnapshot(quiet + 2)).isNotNull();
  }

  @Test
  void shouldWriteAllAtOnceWhenFlushed() {
    addStatus("1.0.0", 1);
    addEvent(1);
    done(nextSnapshot(0));
    done(nextEvents(0));
    addStatus("1.0.0", 2);
    addEvent(2);
    addEvent(3);
    assertThat(nextSnapshot(1)).isNull();
    assertThat(nextEvents(1)).isNull();

    buffer.flush(true);

    assertThat(nextSnapshot(1).writes()).hasSize(1);
    assertThat(nextEvents(1).writes()).hasSize(2);
  }

  @Test
  void shouldMakeRoomWhenPartitionsAreAnothers() {
    addStatus("1.0.0", 1);
    addEvent(1);

    batch.abandon();
    buffer.dropAbandoned();

    assertThat(buffer.bytes()).isZero();
    assertThat(nextSnapshot(0)).isNull();
    assertThat(nextEvents(0)).isNull();
  }

  private Request nextEvents(long nowNanos) {
    return buffer.takeEvents(nowNanos);
  }

  private Request nextSnapshot(long nowNanos) {
    return buffer.takeSnapshot(nowNanos);
  }

  private static void done(Request request) {
    request.queue().ended(request, Outcome.stored(), 0);
  }

  private static void fail(Request request) {
    request.queue().ended(request, new Outcome(request.items(), THROTTLED), 0);
  }

  private void addEvent(int number) {
    buffer.add(event(number), batch, 0);
  }

  private static ItemWrite event(int number) {
    return Samples.plan(Samples.eventRecord(number));
  }

  private void addStatus(String version, long revision) {
    buffer.add(status(version, revision), batch, 0);
  }

  private static ItemWrite status(String version, long revision) {
    return Samples.plan(Samples.statusRecord(0, Samples.build(version), revision));
  }
}
