package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class SnapshotQueueTest {
  private static final long LINGER = Duration.ofSeconds(1).toNanos();

  private final Slice slice = new Slice(new OffsetAndMetadata(1));
  private final SnapshotQueue queue = new SnapshotQueue(Duration.ofSeconds(1));

  @Test
  void shouldGiveTheFirstOfAKeyAtOnce() {
    add("1.0.0", 1);
    add("2.0.0", 1);

    assertThat(version(queue.next(0))).isEqualTo("1.0.0");
    assertThat(version(queue.next(0))).isEqualTo("2.0.0");
    assertThat(queue.next(0)).isNull();
  }

  @Test
  void shouldLetAKeyRestAndThenGiveTheNewest() {
    add("1.0.0", 1);
    queue.done(queue.next(0));
    add("1.0.0", 2);
    add("1.0.0", 4);
    add("1.0.0", 3);

    assertThat(queue.next(LINGER - 1)).isNull();
    assertThat(queue.next(LINGER).write().revision()).isEqualTo(4);
    assertThat(queue.next(LINGER)).isNull();
  }

  @Test
  void shouldGiveTheLaterOfOneRevision() {
    add("1.0.0", 1);
    queue.done(queue.next(0));
    add("1.0.0", 2);
    PendingWrite later = pending("1.0.0", 2);
    queue.add(later);

    assertThat(queue.next(LINGER).write()).isSameAs(later.write());
  }

  @Test
  void shouldNeverGiveAKeyThatIsInFlightHoweverLongThatTakes() {
    add("1.0.0", 1);
    PendingWrite first = queue.next(0);
    add("1.0.0", 2);

    assertThat(queue.next(2 * LINGER)).isNull();
    assertThat(queue.nextInHurry(2 * LINGER)).isNull();
    queue.done(first);
    assertThat(queue.next(2 * LINGER).write().revision()).isEqualTo(2);
  }

  @Test
  void shouldEndARestInAHurryButOnlyIfNothingElseMayGo() {
    add("1.0.0", 1);
    queue.done(queue.next(0));
    add("1.0.0", 2);
    add("2.0.0", 1);

    assertThat(version(queue.nextInHurry(1))).isEqualTo("2.0.0");
    assertThat(version(queue.nextInHurry(1))).isEqualTo("1.0.0");
    assertThat(queue.nextInHurry(1)).isNull();
  }

  @Test
  void shouldRestAgainAfterAHurry() {
    add("1.0.0", 1);
    queue.done(queue.next(0));
    add("1.0.0", 2);
    queue.done(queue.nextInHurry(1));
    add("1.0.0", 3);

    assertThat(queue.next(LINGER)).isNull();
    assertThat(queue.next(LINGER + 1).write().revision()).isEqualTo(3);
  }

  @Test
  void shouldForgetAKeyThatHasRested() {
    add("1.0.0", 1);
    queue.done(queue.next(0));
    assertThat(queue.next(LINGER)).isNull();
    add("1.0.0", 2);

    assertThat(queue.next(LINGER).write().revision()).isEqualTo(2);
  }

  @Test
  void shouldHoldEachSliceUntilTheNewestIsWritten() {
    Slice earlier = new Slice(new OffsetAndMetadata(1));
    queue.add(new PendingWrite(write("1.0.0", 1), earlier));
    queue.add(new PendingWrite(write("1.0.0", 2), earlier));
    add("1.0.0", 3);

    assertThat(earlier.isStored()).isFalse();
    queue.next(0).done();

    assertThat(earlier.isStored()).isTrue();
    assertThat(slice.isStored()).isTrue();
  }

  @Test
  void shouldCountTheMemoryOfOneWriteForEachKey() {
    long first = queue.add(pending("1.0.0", 1));
    long second = queue.add(pending("1.0.0", 2));

    assertThat(first).isGreaterThan(2048);
    assertThat(second).isZero();
  }

  @Test
  void shouldDropWhatIsAnothersWhateverItsPlace() {
    Slice lost = new Slice(new OffsetAndMetadata(1));
    queue.add(new PendingWrite(write("1.0.0", 1), lost));
    PendingWrite inFlight = queue.next(0);
    queue.add(new PendingWrite(write("1.0.0", 2), lost));
    queue.add(new PendingWrite(write("2.0.0", 1), lost));
    queue.add(new PendingWrite(write("3.0.0", 1), lost));
    add("3.0.0", 2);

    lost.abandon();

    assertThat(queue.dropAbandoned()).hasSize(2);
    assertThat(version(queue.next(0))).isEqualTo("3.0.0");
    queue.done(inFlight);
    assertThat(queue.next(LINGER)).isNull();
    add("1.0.0", 3);
    assertThat(version(queue.next(LINGER))).isEqualTo("1.0.0");
  }

  private void add(String version, long revision) {
    queue.add(pending(version, revision));
  }

  private PendingWrite pending(String version, long revision) {
    return new PendingWrite(write(version, revision), slice);
  }

  private static ItemWrite write(String version, long revision) {
    return Samples.plan(Samples.statusRecord(0, Samples.build(version), revision));
  }

  private static String version(PendingWrite snapshot) {
    return snapshot.write().item().get("version").s();
  }
}
