package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);
  private static final long LINGER = Duration.ofMillis(50).toNanos();

  private final PolledBatch batch = Samples.batch();
  private long nanos;
  private final Queues queues = new Queues(() -> nanos);
  private final EventQueue queue = queues.events(Duration.ofMillis(50));

  @Test
  void shouldGiveTheFirstEventsOfAQuietStreamAtOnce() {
    add(1, 2);

    assertThat(offsets(next(0))).containsExactly(1L, 2L);
    assertThat(next(0)).isEmpty();
  }

  @Test
  void shouldLetFurtherEventsWaitForEachOther() {
    add(1);
    next(0);
    add(2);

    assertThat(next(LINGER - 1)).isEmpty();
    add(3);
    assertThat(offsets(next(LINGER))).containsExactly(2L, 3L);
    assertThat(next(LINGER)).isEmpty();
  }

  @Test
  void shouldGiveFullBatchesAtOnceAndInOrder() {
    add(0);
    next(0);
    for (int i = 1; i <= 60; i++) {
      add(i);
    }

    assertThat(offsets(next(1))).hasSize(25).startsWith(1L, 2L).endsWith(25L);
    assertThat(offsets(next(1))).hasSize(25).startsWith(26L);
    assertThat(next(1)).isEmpty();
    assertThat(offsets(nextNow(1))).hasSize(10).startsWith(51L);
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void shouldKeepARequestBelowTheLimitOfBytes() {
    for (int i = 0; i < 20; i++) {
      queue.add(pending(i, "x".repeat(400_000)));
    }

    assertThat(next(0)).hasSize(DynamoDbWriter.MAX_BYTES / 400_100);
  }

  @Test
  void shouldGiveAnEventOnceAndLetTheSameWaitForIt() {
    add(1);
    batch.hold();
    long before = queue.bytes();
    queue.add(pending(1, "d"));

    List<PendingWrite> writes = next(0);
    queue.add(pending(1, "d"));

    assertThat(queue.bytes()).isEqualTo(before);
    assertThat(writes).hasSize(1);
    assertThat(queue.isIdle()).isTrue();
    batch.release();
    assertThat(batch.isStored()).isFalse();
    queue.done(writes.get(0));
    assertThat(batch.isStored()).isTrue();
  }

  @Test
  void shouldGiveAnEventAgainThatComesAfterItIsWritten() {
    add(1);
    queue.done(next(0).get(0));
    add(1);

    assertThat(next(LINGER)).hasSize(1);
  }

  @Test
  void shouldDropWhatIsAnothersAndNotWhatIsAlsoOurs() {
    PolledBatch lost = Samples.batch(1);
    queue.add(new PendingWrite(write(1, "d"), lost));
    queue.add(new PendingWrite(write(2, "d"), lost));
    add(2, 3);

    lost.abandon();

    long before = queue.bytes();
    queue.dropAbandoned();

    assertThat(queue.bytes()).isEqualTo(before / 3 * 2);
    assertThat(offsets(next(0))).containsExactly(2L, 3L);
  }

  @Test
  void shouldSetTheEventsOfAThrottledBuildApart() {
    add(1, 2);
    Request throttled = queue.next(0, false, false);
    add(3, 4);
    addOther("2.0.0", 5);
    fail(throttled, throttled.items());
    add(6);

    assertThat(offsets(nextNow(0))).containsExactly(5L);
    assertThat(nextNow(0)).isEmpty();
    Request retry = queue.next(LINGER, false, true);
    assertThat(offsets(retry.writes())).containsExactly(1L, 2L, 6L, 3L, 4L);
    add(7);
    assertThat(queue.next(LINGER, true, true)).as("one request at a time").isNull();
    assertThat(nextNow(LINGER)).isEmpty();

    queue.ended(retry, Outcome.stored(), LINGER);
    assertThat(offsets(queue.next(LINGER, false, true).writes())).containsExactly(7L);
  }

  @Test
  void shouldTryThrottledBuildsTogether() {
    add(1);
    addOther("2.0.0", 2);
    Request throttled = queue.next(0, false, false);
    fail(throttled, throttled.items());

    Request retry = queue.next(LINGER, false, true);
    assertThat(retry.writes()).hasSize(2);
    fail(retry, retry.items().subList(0, 1));

    assertThat(queue.next(3 * LINGER, false, true).writes()).hasSize(1);
    assertThat(queue.next(3 * LINGER, false, true)).isNull();
  }

  @Test
  void shouldTryEachOfARefusedBatchAlone() {
    add(1, 2);
    Request refused = queue.next(0, false, false);
    List<PendingWrite> deadLetters = queue.ended(refused, refused(refused), 0);
    add(3);

    assertThat(deadLetters).isEmpty();
    assertThat(offsets(next(1))).containsExactly(1L);
    Request second = queue.next(1, false, false);
    assertThat(offsets(second.writes())).containsExactly(2L);
    assertThat(offsets(queue.ended(second, refused(second), 1))).containsExactly(2L);
  }

  @Test
  void shouldNotTakeBackWhatIsAnothersMeanwhile() {
    PolledBatch lost = Samples.batch(1);
    queue.add(new PendingWrite(write(1, "d"), lost));
    Request request = queue.next(0, false, false);

    lost.abandon();
    queue.dropAbandoned();
    fail(request, request.items());

    assertThat(queue.bytes()).isZero();
    assertThat(queue.next(LINGER, true, true)).isNull();
    assertThat(nextNow(LINGER)).isEmpty();
  }

  @Test
  void shouldBeWellWhenTheLastThatTriesATableThatIsAwayIsAnothers() {
    PolledBatch lost = Samples.batch(1);
    for (int i = 0; i < TableGate.MAX_FAILED_KEYS; i++) {
      addOther("1." + i, i, lost);
      Request request = queue.next(0, true, false);
      fail(request, request.items());
    }
    Request probe = queue.next(LINGER, false, false);
    nanos = 2 * RetryState.GRACE.toNanos();
    fail(probe, probe.items());
    assertThat(queues.state.health().up()).isFalse();
    probe = queue.next(nanos, false, false);

    lost.abandon();
    queue.dropAbandoned();
    fail(probe, probe.items());

    assertThat(queue.bytes()).isZero();
    assertThat(queues.state.health().up()).isTrue();
  }

  private void fail(Request request, List<ItemWrite> left) {
    queue.ended(request, new Outcome(left, THROTTLED), 0);
  }

  private static Outcome refused(Request request) {
    return new Outcome(request.items(), FakeDynamoDb.error("ValidationException", 400));
  }

  private void addOther(String version, int number) {
    addOther(version, number, batch);
  }

  private void addOther(String version, int number, PolledBatch batch) {
    byte[] value = StatusEventJson.write(Samples.event(number).key(Samples.build(version)).build());
    ItemWrite write = Samples.plan(Samples.eventRecord(number, value));
    queue.add(new PendingWrite(write, batch));
  }

  private List<PendingWrite> next(long nowNanos) {
    return writes(queue.next(nowNanos, false, false));
  }

  private List<PendingWrite> nextNow(long nowNanos) {
    return writes(queue.next(nowNanos, true, false));
  }

  private static List<PendingWrite> writes(Request request) {
    return request == null ? List.of() : request.writes();
  }

  private void add(int... numbers) {
    for (int number : numbers) {
      queue.add(pending(number, "d"));
    }
  }

  private PendingWrite pending(int number, String details) {
    return new PendingWrite(write(number, details), batch);
  }

  private static ItemWrite write(int number, String details) {
    byte[] value = StatusEventJson.write(Samples.event(number).details(details).build());
    return Samples.plan(Samples.eventRecord(number, value));
  }

  private static List<Long> offsets(List<PendingWrite> writes) {
    return writes.stream().map(write -> write.write().source().offset()).toList();
  }
}
