package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnapshotQueueTest {
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);
  private static final long LINGER = Duration.ofSeconds(1).toNanos();

  private final PolledBatch batch = Samples.batch();
  private final SnapshotQueue queue =
      new Queues(() -> 0).snapshots("WrhsStatus", Duration.ofSeconds(1));

  @Test
  void shouldGiveTheFirstOfAKeyAtOnce() {
    add("1.0.0", 1);
    add("2.0.0", 1);

    assertThat(version(next(0))).isEqualTo("1.0.0");
    assertThat(version(next(0))).isEqualTo("2.0.0");
    assertThat(next(0)).isNull();
  }

  @Test
  void shouldLetAKeyRestAndThenGiveTheNewest() {
    add("1.0.0", 1);
    queue.done(next(0));
    add("1.0.0", 2);
    add("1.0.0", 4);
    add("1.0.0", 3);

    assertThat(next(LINGER - 1)).isNull();
    assertThat(revision(next(LINGER))).isEqualTo(4);
    assertThat(next(LINGER)).isNull();
  }

  @Test
  void shouldGiveTheLaterOfOneRevision() {
    add("1.0.0", 1);
    queue.done(next(0));
    add("1.0.0", 2);
    PendingWrite later = pending("1.0.0", 2);
    queue.add(later);

    assertThat(next(LINGER).write()).isSameAs(later.write());
  }

  @Test
  void shouldNeverGiveAKeyThatIsInFlightHoweverLongThatTakes() {
    add("1.0.0", 1);
    PendingWrite first = next(0);
    add("1.0.0", 2);

    assertThat(next(2 * LINGER)).isNull();
    assertThat(nextNow(2 * LINGER)).isNull();
    queue.done(first);
    assertThat(revision(next(2 * LINGER))).isEqualTo(2);
  }

  @Test
  void shouldEndARestWhenFlushedButOnlyIfNothingElseMayGo() {
    add("1.0.0", 1);
    queue.done(next(0));
    add("1.0.0", 2);
    add("2.0.0", 1);

    assertThat(version(nextNow(1))).isEqualTo("2.0.0");
    assertThat(version(nextNow(1))).isEqualTo("1.0.0");
    assertThat(nextNow(1)).isNull();
  }

  @Test
  void shouldRestAgainAfterAFlush() {
    add("1.0.0", 1);
    queue.done(next(0));
    add("1.0.0", 2);
    queue.done(nextNow(1));
    add("1.0.0", 3);

    assertThat(next(LINGER)).isNull();
    assertThat(revision(next(LINGER + 1))).isEqualTo(3);
  }

  @Test
  void shouldGiveAtOnceWhatPeopleWaitFor() {
    add("1.0.0", 1);
    queue.done(next(0));
    addFailing("1.0.0", 2);
    addFailing("1.0.0", 3);

    PendingWrite failing = next(1);
    assertThat(revision(failing)).as("with all that came after").isEqualTo(3);
    queue.done(failing);
    add("1.0.0", 4);
    assertThat(revision(next(2))).as("healed").isEqualTo(4);
  }

  @Test
  void shouldGiveWhatPeopleWaitForBeforeAllElse() {
    add("1.0.0", 1);
    add("2.0.0", 1);
    queue.done(next(0));
    queue.done(next(0));
    add("1.0.0", 2);
    add("2.0.0", 2);
    assertThat(version(next(LINGER))).isEqualTo("1.0.0");
    addFailing("2.0.0", 3);
    add("3.0.0", 1);

    assertThat(version(next(LINGER))).isEqualTo("2.0.0");
    assertThat(version(next(LINGER))).isEqualTo("3.0.0");
    assertThat(next(LINGER)).isNull();
  }

  @Test
  void shouldGiveWhatPeopleWaitForBeforeWhatHasRestedLonger() {
    add("1.0.0", 1);
    queue.done(next(0));
    add("1.0.0", 2);
    assertThat(next(LINGER - 1)).isNull();
    add("2.0.0", 1);

    assertThat(version(next(LINGER))).isEqualTo("2.0.0");
    assertThat(version(next(LINGER))).isEqualTo("1.0.0");
  }

  @Test
  void shouldNotHurryWhenAllIsAsItIsStored() {
    add("1.0.0", 1);
    queue.done(next(0));
    addFailing("1.0.0", 2);
    add("1.0.0", 3);

    assertThat(next(LINGER - 1)).isNull();
    assertThat(revision(next(LINGER))).isEqualTo(3);
  }

  @Test
  void shouldGiveWhatPeopleWaitForAsSoonAsTheKeyIsNotInFlight() {
    add("1.0.0", 1);
    PendingWrite first = next(0);
    addFailing("1.0.0", 2);
    assertThat(next(1)).isNull();

    queue.done(first);

    PendingWrite failing = next(1);
    assertThat(revision(failing)).isEqualTo(2);
    addFailing("1.0.0", 3);
    queue.done(failing);
    assertThat(next(LINGER)).as("moved only").isNull();
  }

  @Test
  void shouldRestAnewAfterWhatPeopleWaitFor() {
    add("1.0.0", 1);
    queue.done(next(0));
    addFailing("1.0.0", 2);
    queue.done(next(LINGER / 2));
    addFailing("1.0.0", 3);

    assertThat(next(LINGER)).isNull();
    assertThat(revision(next(LINGER + LINGER / 2))).isEqualTo(3);
  }

  @Test
  void shouldLetWhatPeopleWaitForWaitWhileItsItemIsThrottled() {
    add("1.0.0", 1);
    fail(queue.next(0, false, false), 0);
    addFailing("1.0.0", 2);

    assertThat(next(2 * LINGER)).isNull();
    assertThat(revision(write(queue.next(2 * LINGER, false, true)))).isEqualTo(2);
  }

  @Test
  void shouldNotTrustWhatWasStoredBeforePartitionsWereAnothers() {
    add("1.0.0", 1);
    queue.done(next(0));

    queue.dropAbandoned();
    add("1.0.0", 2);

    assertThat(revision(next(1))).isEqualTo(2);
  }

  @Test
  void shouldForgetAKeyThatHasRested() {
    add("1.0.0", 1);
    queue.done(next(0));
    assertThat(next(LINGER)).isNull();
    add("1.0.0", 2);

    assertThat(revision(next(LINGER))).isEqualTo(2);
  }

  @Test
  void shouldHoldEachSliceUntilTheNewestIsWritten() {
    PolledBatch earlier = Samples.batch();
    queue.add(new PendingWrite(write("1.0.0", 1), earlier));
    queue.add(new PendingWrite(write("1.0.0", 2), earlier));
    add("1.0.0", 3);

    assertThat(earlier.isStored()).isFalse();
    queue.done(next(0));

    assertThat(earlier.isStored()).isTrue();
    assertThat(batch.isStored()).isTrue();
  }

  // Whose positions are held back by the first anyway.
  @Test
  void shouldHoldOnlyTheFirstSliceOfEachPartition() {
    PolledBatch first = Samples.batch();
    PolledBatch later = Samples.batch();
    PolledBatch other = Samples.batch(1);
    queue.add(new PendingWrite(write("1.0.0", 1), first));
    queue.add(new PendingWrite(write("1.0.0", 2), later));
    queue.add(new PendingWrite(write("1.0.0", 3), other));

    assertThat(first.isStored()).isFalse();
    assertThat(later.isStored()).isTrue();
    assertThat(other.isStored()).isFalse();
    queue.done(next(0));
    assertThat(first.isStored()).isTrue();
    assertThat(other.isStored()).isTrue();
  }

  @Test
  void shouldLetAnItemThatIsThrottledWaitAndThenGiveTheNewest() {
    add("1.0.0", 1);
    Request throttled = queue.next(0, false, false);
    add("1.0.0", 2);
    fail(throttled, 0);
    add("2.0.0", 1);

    assertThat(version(next(0))).isEqualTo("2.0.0");
    assertThat(next(2 * LINGER)).as("not as if it were well").isNull();
    Request retry = queue.next(2 * LINGER, false, true);
    assertThat(revision(write(retry))).isEqualTo(2);
    assertThat(queue.next(2 * LINGER, false, true)).isNull();
    long one = queue.bytes() / 2;
    queue.ended(retry, Outcome.stored(), 2 * LINGER);

    assertThat(queue.bytes()).isEqualTo(one);
    add("1.0.0", 3);
    assertThat(revision(next(4 * LINGER))).isEqualTo(3);
  }

  private void fail(Request request, long nowNanos) {
    queue.ended(request, new Outcome(request.items(), THROTTLED), nowNanos);
  }

  @Test
  void shouldCountTheMemoryOfOneWriteForEachKey() {
    add("1.0.0", 1);
    long one = queue.bytes();
    add("1.0.0", 2);

    assertThat(one).isGreaterThan(2048);
    assertThat(queue.bytes()).isEqualTo(one);
  }

  @Test
  void shouldDropWhatIsAnothersWhateverItsPlace() {
    PolledBatch lost = Samples.batch(1);
    queue.add(new PendingWrite(write("1.0.0", 1), lost));
    PendingWrite inFlight = next(0);
    queue.add(new PendingWrite(write("1.0.0", 2), lost));
    queue.add(new PendingWrite(write("2.0.0", 1), lost));
    queue.add(new PendingWrite(write("3.0.0", 1), lost));
    add("3.0.0", 2);

    lost.abandon();

    long before = queue.bytes();
    queue.dropAbandoned();
    assertThat(queue.bytes()).isEqualTo(before / 2);
    assertThat(version(next(0))).isEqualTo("3.0.0");
    queue.done(inFlight);
    assertThat(next(LINGER)).isNull();
    add("1.0.0", 3);
    assertThat(version(next(LINGER))).isEqualTo("1.0.0");
  }

  private PendingWrite next(long nowNanos) {
    return write(queue.next(nowNanos, false, false));
  }

  private PendingWrite nextNow(long nowNanos) {
    return write(queue.next(nowNanos, true, false));
  }

  private static PendingWrite write(Request request) {
    return request == null ? null : request.writes().get(0);
  }

  private void add(String version, long revision) {
    queue.add(pending(version, revision));
  }

  private void addFailing(String version, long revision) {
    ItemWrite failing = Samples.plan(Samples.failingRecord(0, Samples.build(version), revision));
    queue.add(new PendingWrite(failing, batch));
  }

  private PendingWrite pending(String version, long revision) {
    return new PendingWrite(write(version, revision), batch);
  }

  private static ItemWrite write(String version, long revision) {
    return Samples.plan(Samples.statusRecord(0, Samples.build(version), revision));
  }

  private static long revision(PendingWrite snapshot) {
    return ((SnapshotWrite) snapshot.write()).revision();
  }

  private static String version(PendingWrite snapshot) {
    return snapshot.write().item().get("version").s();
  }
}
