package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.json.StatusEventJson;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static final long LINGER = Duration.ofMillis(50).toNanos();

  private final Slice slice = new Slice(new OffsetAndMetadata(1));
  private final EventQueue queue = new EventQueue(Duration.ofMillis(50), 0);

  @Test
  void shouldGiveTheFirstEventsOfAQuietStreamAtOnce() {
    add(1, 2);

    assertThat(offsets(queue.next(0))).containsExactly(1L, 2L);
    assertThat(queue.next(0)).isEmpty();
  }

  @Test
  void shouldLetFurtherEventsWaitForEachOther() {
    add(1);
    queue.next(0);
    add(2);

    assertThat(queue.next(LINGER - 1)).isEmpty();
    add(3);
    assertThat(offsets(queue.next(LINGER))).containsExactly(2L, 3L);
    assertThat(queue.next(LINGER)).isEmpty();
  }

  @Test
  void shouldGiveFullBatchesAtOnceAndInOrder() {
    add(0);
    queue.next(0);
    for (int i = 1; i <= 60; i++) {
      add(i);
    }

    assertThat(offsets(queue.next(1))).hasSize(25).startsWith(1L, 2L).endsWith(25L);
    assertThat(offsets(queue.next(1))).hasSize(25).startsWith(26L);
    assertThat(queue.next(1)).isEmpty();
    assertThat(offsets(queue.nextInHurry(1))).hasSize(10).startsWith(51L);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepARequestBelowTheLimitOfBytes() {
    for (int i = 0; i < 20; i++) {
      queue.add(pending(i, "x".repeat(400_000)));
    }

    assertThat(queue.next(0)).hasSize(EventQueue.MAX_BYTES / 400_100);
  }

  @Test
  void shouldGiveAnEventOnceAndLetTheSameWaitForIt() {
    add(1);
    slice.hold();
    long grown = queue.add(pending(1, "d"));

    List<PendingWrite> batch = queue.next(0);
    queue.add(pending(1, "d"));

    assertThat(grown).isZero();
    assertThat(batch).hasSize(1);
    assertThat(queue.isEmpty()).isTrue();
    slice.release();
    assertThat(slice.isStored()).isFalse();
    batch.get(0).done();
    assertThat(slice.isStored()).isTrue();
  }

  @Test
  void shouldGiveAnEventAgainThatComesAfterItIsWritten() {
    add(1);
    queue.done(queue.next(0).get(0));
    add(1);

    assertThat(queue.next(LINGER)).hasSize(1);
  }

  @Test
  void shouldDropWhatIsAnothersAndNotWhatIsAlsoOurs() {
    Slice lost = new Slice(new OffsetAndMetadata(1));
    queue.add(new PendingWrite(write(1, "d"), lost));
    queue.add(new PendingWrite(write(2, "d"), lost));
    add(2, 3);

    lost.abandon();

    assertThat(offsets(queue.dropAbandoned())).containsExactly(1L);
    assertThat(offsets(queue.next(0))).containsExactly(2L, 3L);
  }

  private void add(int... numbers) {
    for (int number : numbers) {
      queue.add(pending(number, "d"));
    }
  }

  private PendingWrite pending(int number, String details) {
    return new PendingWrite(write(number, details), slice);
  }

  private static ItemWrite write(int number, String details) {
    byte[] value = StatusEventJson.write(Samples.event(number).details(details).build());
    return Samples.plan(Samples.eventRecord(number, value));
  }

  private static List<Long> offsets(List<PendingWrite> writes) {
    return writes.stream().map(write -> write.write().source().offset()).toList();
  }
}
