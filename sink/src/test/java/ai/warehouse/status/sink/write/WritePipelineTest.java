package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WritePipelineTest {
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);
  private final FakeStore store = new FakeStore();
  private final PolledBatch batch = Samples.batch();
  private long nanos;
  private final WritePipeline pipeline = pipeline(Duration.ZERO);

  @Test
  void shouldKeepSoManyRequestsInFlightForEventsAndForSnapshotsEach() throws Exception {
    for (int i = 0; i < 100; i++) {
      add(Samples.eventRecord(i));
    }
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.dispatch();

    assertThat(store.requests).extracting(r -> r.writes().size()).containsExactly(1, 1, 25, 25);
    store.next().stored().complete(null);
    assertThat(store.requests).extracting(r -> r.writes().size()).containsExactly(1, 25, 25, 1);
    store.completeAll();
    store.completeAll();
    store.completeAll();
    assertThat(batch.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldNeverHaveTwoWritesOfAnItemInFlight() throws Exception {
    add(Samples.statusRecord(0, Samples.BUILD, 1));
    pipeline.dispatch();
    add(Samples.statusRecord(1, Samples.BUILD, 2));
    add(Samples.statusRecord(2, Samples.BUILD, 3));
    pipeline.dispatch();

    FakeStore.Request first = store.next();
    assertThat(store.requests).isEmpty();
    first.stored().complete(null);

    assertThat(store.next().offsets()).containsExactly(2L);
    assertThat(batch.isStored()).isFalse();
  }

  @Test
  void shouldSendWhatPeopleWaitForWithTheNextRequestThoughAllAreInFlight() throws Exception {
    WritePipeline lingering = pipeline(Duration.ofSeconds(1));
    for (int revision = 1; revision <= 2; revision++) {
      for (int i = 0; i < 4; i++) {
        lingering.add(
            Samples.plan(Samples.statusRecord(i, Samples.build("1.0." + i), revision)), batch);
      }
      lingering.dispatch();
      if (revision == 1) {
        store.completeAll();
        store.completeAll();
        store.requests.clear();
      }
    }
    nanos += Duration.ofSeconds(1).toNanos();
    lingering.dispatch();
    FakeStore.Request first = store.next();

    lingering.add(Samples.plan(Samples.failingRecord(9, Samples.build("1.0.3"), 3)), batch);
    lingering.dispatch();
    assertThat(store.next().offsets()).containsExactly(1L);
    assertThat(store.requests).isEmpty();
    first.stored().complete(null);

    assertThat(store.next().offsets()).containsExactly(9L);
  }

  @Test
  void shouldHoldASliceUntilItsDeadLetterIsAcknowledged() {
    store.acknowledgement = new CompletableFuture<>();
    pipeline.reject(rejected(), batch);
    assertThat(batch.isStored()).isFalse();
    assertThat(pipeline.bytes()).isPositive();

    store.acknowledgement.complete(null);

    assertThat(batch.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldTakeNoMoreThanAShareOfTheRequestsForWhatHasFailed() throws Exception {
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.dispatch();
    while (!store.requests.isEmpty()) {
      store.next().fail(THROTTLED);
    }
    nanos += Duration.ofSeconds(20).toNanos();
    pipeline.dispatch();

    FakeStore.Request retry = store.next();
    assertThat(store.requests).as("of two requests one").isEmpty();
    add(Samples.statusRecord(4, Samples.build("1.0.4"), 1));
    add(Samples.statusRecord(5, Samples.build("1.0.5"), 1));
    pipeline.dispatch();
    assertThat(store.next().offsets()).containsExactly(4L);

    retry.stored().complete(null);
    assertThat(store.next().offsets()).as("in turn").isNotEqualTo(List.of(5L));
  }

  @Test
  void shouldBeStoredOnlyWhenWhatIsRefusedIsADeadLetterWhichTakesNoRequest() throws Exception {
    store.acknowledgement = new CompletableFuture<>();
    for (int i = 0; i < 3; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.dispatch();

    store.next().fail(FakeDynamoDb.error("ValidationException", 400));
    store.next().stored().complete(null);
    store.next().stored().complete(null);

    assertThat(store.rejected).extracting(letter -> letter.source().offset()).containsExactly(0L);
    assertThat(store.rejected.get(0).why().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
    assertThat(batch.isStored()).isFalse();
    store.acknowledgement.complete(null);
    assertThat(batch.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldFailWithTheFirstFailureAndStartNoMore() throws Exception {
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.dispatch();
    assertThat(pipeline.hasFailed()).isFalse();
    pipeline.throwIfFailed();

    store.next().stored().completeExceptionally(new CompletionException(new Exception("first")));
    store.next().stored().completeExceptionally(new IllegalStateException("second"));
    pipeline.dispatch();

    assertThat(store.requests).isEmpty();
    assertThat(pipeline.hasFailed()).isTrue();
    assertThatThrownBy(pipeline::throwIfFailed).hasRootCauseMessage("first");
    assertThat(batch.isStored()).isFalse();
  }

  @Test
  void shouldFailWhenADeadLetterCannotBeWritten() {
    store.acknowledgement = CompletableFuture.failedFuture(new IllegalStateException("too large"));

    pipeline.reject(rejected(), batch);

    assertThatThrownBy(pipeline::throwIfFailed).hasMessage("too large");
    assertThat(batch.isStored()).isFalse();
  }

  @Test
  void shouldFailWhenAWriteThrows() {
    WritePipeline broken =
        pipeline(
            writes -> {
              throw new StackOverflowError("bug");
            });

    broken.add(Samples.plan(Samples.eventRecord(1)), batch);
    broken.dispatch();

    assertThatThrownBy(broken::throwIfFailed).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void shouldWriteManyThatAreDoneAtOnce() {
    AtomicInteger stored = new AtomicInteger();
    WritePipeline quick =
        pipeline(
            writes -> {
              stored.incrementAndGet();
              return CompletableFuture.completedFuture(Outcome.stored());
            });
    for (int i = 0; i < 20_000; i++) {
      quick.add(Samples.plan(Samples.statusRecord(i, Samples.build("1." + i), 1)), batch);
    }

    quick.dispatch();

    assertThat(stored).hasValue(20_000);
    assertThat(batch.isStored()).isTrue();
  }

  @Test
  void shouldWriteWithoutDelayWhenFlushed() throws Exception {
    WritePipeline lingering = pipeline(Duration.ofHours(1));
    lingering.add(Samples.plan(Samples.eventRecord(0)), batch);
    lingering.dispatch();
    lingering.add(Samples.plan(Samples.eventRecord(1)), batch);
    lingering.dispatch();
    store.next();
    assertThat(store.requests).isEmpty();

    lingering.flush(true);
    lingering.dispatch();

    assertThat(store.next().offsets()).containsExactly(1L);
  }

  private WritePipeline pipeline(Duration linger) {
    return pipeline(linger, store::store);
  }

  private WritePipeline pipeline(Function<List<ItemWrite>, CompletableFuture<Outcome>> tables) {
    return pipeline(Duration.ZERO, tables);
  }

  private WritePipeline pipeline(
      Duration linger, Function<List<ItemWrite>, CompletableFuture<Outcome>> tables) {
    return new WritePipeline(
        new Queues(() -> nanos).buffer(linger, 2, Long.MAX_VALUE),
        tables,
        store::reject,
        () -> nanos);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    pipeline.add(Samples.plan(record), batch);
  }

  private static RejectedRecord rejected() {
    return new RejectedRecord(
        Samples.eventRecord(1),
        new InvalidRecordException(RejectionReason.NOT_JSON, null, "garbage"));
  }
}
