package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WritePipelineTest {
  private final FakeStore store = new FakeStore();
  private final Slice slice = Samples.slice();
  private long nanos;
  private final WritePipeline pipeline = pipeline(store, Duration.ZERO);

  @Test
  void shouldKeepSoManyRequestsInFlightForEventsAndForSnapshotsEach() throws Exception {
    for (int i = 0; i < 100; i++) {
      add(Samples.eventRecord(i));
    }
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.pump();

    assertThat(store.requests).extracting(r -> r.writes().size()).containsExactly(1, 1, 25, 25);
    store.next().stored().complete(null);
    assertThat(store.requests).extracting(r -> r.writes().size()).containsExactly(1, 25, 25, 1);
    store.completeAll();
    store.completeAll();
    store.completeAll();
    assertThat(slice.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldNeverHaveTwoWritesOfAnItemInFlight() throws Exception {
    add(Samples.statusRecord(0, Samples.BUILD, 1));
    pipeline.pump();
    add(Samples.statusRecord(1, Samples.BUILD, 2));
    add(Samples.statusRecord(2, Samples.BUILD, 3));
    pipeline.pump();

    FakeStore.Request first = store.next();
    assertThat(store.requests).isEmpty();
    first.stored().complete(null);

    assertThat(store.next().offsets()).containsExactly(2L);
    assertThat(slice.isStored()).isFalse();
  }

  @Test
  void shouldHoldASliceUntilItsDeadLetterIsAcknowledged() {
    store.acknowledgement = new CompletableFuture<>();
    pipeline.reject(rejected(), slice);
    assertThat(slice.isStored()).isFalse();
    assertThat(pipeline.bytes()).isPositive();

    store.acknowledgement.complete(null);

    assertThat(slice.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldTakeNoMoreThanAShareOfTheRequestsForWhatHasFailed() throws Exception {
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.pump();
    while (!store.requests.isEmpty()) {
      store.next().fail(new UnprocessedItemsException(1));
    }
    nanos += Duration.ofSeconds(20).toNanos();
    pipeline.pump();

    FakeStore.Request retry = store.next();
    assertThat(store.requests).as("of two requests one").isEmpty();
    add(Samples.statusRecord(4, Samples.build("1.0.4"), 1));
    add(Samples.statusRecord(5, Samples.build("1.0.5"), 1));
    pipeline.pump();
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
    pipeline.pump();

    store.next().fail(FakeDynamoDb.error("ValidationException", 400));
    store.next().stored().complete(null);
    store.next().stored().complete(null);

    assertThat(store.rejected).extracting(letter -> letter.source().offset()).containsExactly(0L);
    assertThat(store.rejected.get(0).why().reason()).isEqualTo(RejectionReason.NOT_STORABLE);
    assertThat(slice.isStored()).isFalse();
    store.acknowledgement.complete(null);
    assertThat(slice.isStored()).isTrue();
    assertThat(pipeline.bytes()).isZero();
  }

  @Test
  void shouldFailWithTheFirstFailureAndStartNoMore() throws Exception {
    for (int i = 0; i < 4; i++) {
      add(Samples.statusRecord(i, Samples.build("1.0." + i), 1));
    }
    pipeline.pump();
    assertThat(pipeline.hasFailed()).isFalse();
    pipeline.throwIfFailed();

    store.next().stored().completeExceptionally(new CompletionException(new Exception("first")));
    store.next().stored().completeExceptionally(new IllegalStateException("second"));
    pipeline.pump();

    assertThat(store.requests).isEmpty();
    assertThat(pipeline.hasFailed()).isTrue();
    assertThatThrownBy(pipeline::throwIfFailed).hasRootCauseMessage("first");
    assertThat(slice.isStored()).isFalse();
  }

  @Test
  void shouldFailWhenADeadLetterCannotBeWritten() {
    store.acknowledgement = CompletableFuture.failedFuture(new IllegalStateException("too large"));

    pipeline.reject(rejected(), slice);

    assertThatThrownBy(pipeline::throwIfFailed).hasMessage("too large");
    assertThat(slice.isStored()).isFalse();
  }

  @Test
  void shouldFailWhenAWriteThrows() {
    WritePipeline broken =
        pipeline(
            new Store() {
              @Override
              public CompletableFuture<Attempt> store(List<ItemWrite> writes) {
                throw new StackOverflowError("bug");
              }

              @Override
              public CompletableFuture<Void> reject(RejectedRecord record) {
                throw new AssertionError("not asked for");
              }
            },
            Duration.ZERO);

    broken.add(Samples.plan(Samples.eventRecord(1)), slice);
    broken.pump();

    assertThatThrownBy(broken::throwIfFailed).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void shouldWriteManyThatAreDoneAtOnce() {
    AtomicInteger stored = new AtomicInteger();
    WritePipeline quick =
        pipeline(
            new Store() {
              @Override
              public CompletableFuture<Attempt> store(List<ItemWrite> writes) {
                stored.incrementAndGet();
                return CompletableFuture.completedFuture(Attempt.stored());
              }

              @Override
              public CompletableFuture<Void> reject(RejectedRecord record) {
                throw new AssertionError("not asked for");
              }
            },
            Duration.ZERO);
    for (int i = 0; i < 50_000; i++) {
      quick.add(Samples.plan(Samples.statusRecord(i, Samples.build("1." + i), 1)), slice);
    }

    quick.pump();

    assertThat(stored).hasValue(50_000);
    assertThat(slice.isStored()).isTrue();
  }

  @Test
  void shouldWriteWithoutDelayInAHurry() throws Exception {
    WritePipeline lingering = pipeline(store, Duration.ofHours(1));
    lingering.add(Samples.plan(Samples.eventRecord(0)), slice);
    lingering.pump();
    lingering.add(Samples.plan(Samples.eventRecord(1)), slice);
    lingering.pump();
    store.next();
    assertThat(store.requests).isEmpty();

    lingering.hurry(true);
    lingering.pump();

    assertThat(store.next().offsets()).containsExactly(1L);
  }

  private WritePipeline pipeline(Store store, Duration linger) {
    return new WritePipeline(
        new Queues(() -> nanos).buffer(linger, Long.MAX_VALUE), store, 2, () -> nanos);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    pipeline.add(Samples.plan(record), slice);
  }

  private static RejectedRecord rejected() {
    return new RejectedRecord(
        Samples.eventRecord(1),
        new InvalidRecordException(RejectionReason.NOT_JSON, null, "garbage"));
  }
}
