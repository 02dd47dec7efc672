package ai.warehouse.status.sink.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.write.FakeStore;
import ai.warehouse.status.sink.write.Queues;
import ai.warehouse.status.sink.write.WritePipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SinkLoopTest {
  private static final TopicPartition EVENTS = new TopicPartition("status-events", 0);
  private static final TopicPartition STATUS = new TopicPartition("status", 0);
  private static final long ROOM_FOR_ONE = 2048;
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);

  private final TestConsumer consumer = new TestConsumer();
  private final FakeStore store = new FakeStore();
  private final RecordPlanner planner =
      new RecordPlanner(Samples.TOPICS, Samples.TABLES, new EventItems(null), new Meters().metrics);
  private Duration drainTimeout = Duration.ofSeconds(30);
  private Duration linger = Duration.ZERO;
  private long bufferMemory = Long.MAX_VALUE;
  private CompletableFuture<Void> ended;
  private SinkLoop loop;

  @AfterEach
  void stopLoop() {
    if (loop != null) {
      loop.stop();
      await()
          .until(
              () -> {
                store.completeAll();
                return ended.isDone();
              });
    }
  }

  @Test
  void shouldCommitWhenAllIsStored() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0), event(1)));

    FakeStore.Request request = store.next();
    awaitPolls(3);
    assertThat(request.offsets()).containsExactly(0L, 1L);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);

    request.stored().complete(null);

    awaitCommitted(EVENTS, 2);
  }

  @Test
  void shouldEndInOrderWhenTheConsumerWasClosedBeforeTheStart() {
    SinkLoop stopped = new SinkLoop(consumer, planner, pipeline(), drainTimeout);
    stopped.stop();
    consumer.close();

    assertThatCode(stopped::run).doesNotThrowAnyException();
  }

  @Test
  void shouldReadAndWriteOnWhileAWriteTakesLongAndCommitOnlyUpToIt() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request slow = store.next();

    consumer.bringAtPoll(List.of(event(1), status(0, "1.0.0", 1)));
    store.next().stored().complete(null);
    store.next().stored().complete(null);

    awaitCommitted(STATUS, 1);
    assertThat(consumer.paused()).isEmpty();
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    slow.stored().complete(null);
    awaitCommitted(EVENTS, 2);
  }

  @Test
  void shouldPauseAndPollOnWhileThereIsNoRoom() throws Exception {
    bufferMemory = ROOM_FOR_ONE;
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request first = store.next();
    await().until(() -> consumer.paused().equals(Set.of(EVENTS, STATUS)));

    consumer.bringAtPoll(List.of(event(1)));
    awaitPolls(5);

    assertThat(store.requests).isEmpty();
    first.stored().complete(null);
    assertThat(store.next().offsets()).containsExactly(1L);
    store.completeAll();
    await().until(() -> consumer.paused().isEmpty());
  }

  @Test
  void shouldPauseOnlyThePartitionOfABuildThatIsThrottled() throws Exception {
    bufferMemory = 16 * ROOM_FOR_ONE;
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0), event(1), event(2), event(3)));
    store.next().fail(THROTTLED);
    await().until(() -> consumer.paused().equals(Set.of(EVENTS)));

    FakeStore.Request retry = store.next();
    consumer.bringAtPoll(List.of(status(0, "1.0.0", 1)));
    store.next().stored().complete(null);
    awaitCommitted(STATUS, 1);
    assertThat(consumer.paused()).containsExactly(EVENTS);
    retry.stored().complete(null);

    awaitCommitted(EVENTS, 4);
    await().until(() -> consumer.paused().isEmpty());
  }

  @Test
  void shouldPausePartitionsThatComeWhileThereIsNoRoom() throws Exception {
    bufferMemory = ROOM_FOR_ONE;
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request first = store.next();
    await().until(() -> consumer.paused().contains(EVENTS));

    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(status(0, "1.0.0", 1)));
    await().until(() -> consumer.paused().contains(STATUS));
    awaitPolls(3);

    assertThat(store.requests).isEmpty();
    first.stored().complete(null);
    assertThat(store.next().offsets()).containsExactly(0L);
  }

  @Test
  void shouldCommitWhatIsStoredBeforePartitionsGo() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request request = store.next();

    consumer.schedulePollTask(() -> request.stored().complete(null));
    consumer.assignAtPoll(STATUS);

    awaitCommitted(EVENTS, 1);
  }

  @Test
  void shouldWriteWithoutDelayWhatLingersWhenItsPartitionGoes() throws Exception {
    linger = Duration.ofHours(1);
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    store.next().stored().complete(null);
    consumer.bringAtPoll(List.of(event(1)));
    awaitPolls(3);
    assertThat(store.requests).isEmpty();

    consumer.assignAtPoll(STATUS);

    store.next().stored().complete(null);
    awaitCommitted(EVENTS, 2);
  }

  @Test
  void shouldNotWaitForABuildThatIsThrottledWhenItsPartitionGoes() throws Exception {
    drainTimeout = Duration.ofHours(1);
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    store.next().fail(THROTTLED);
    FakeStore.Request retry = store.next();

    consumer.assignAtPoll(STATUS);

    await().until(() -> consumer.assignment().equals(Set.of(STATUS)));
    retry.stored().complete(null);
    consumer.bringAtPoll(List.of(status(0, "1.0.0", 1)));
    store.next().stored().complete(null);
    awaitCommitted(STATUS, 1);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
  }

  @Test
  void shouldNotCommitForPartitionsThatWentWithWritesUnfinished() throws Exception {
    drainTimeout = Duration.ofMillis(1);
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0), status(0, "1.0.0", 1)));
    FakeStore.Request first = store.next();
    FakeStore.Request second = store.next();

    consumer.assignAtPoll(STATUS);
    await().until(() -> consumer.assignment().equals(Set.of(STATUS)));
    first.stored().complete(null);
    second.stored().complete(null);

    awaitCommitted(STATUS, 1);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
  }

  @Test
  void shouldNeitherWriteNorCommitForPartitionsThatAreLost() throws Exception {
    linger = Duration.ofHours(1);
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request request = store.next();
    consumer.bringAtPoll(List.of(event(1)));
    awaitPolls(3);

    consumer.loseAtPoll();
    awaitPolls(2);
    request.stored().complete(null);
    loop.stop();
    ended.get(30, TimeUnit.SECONDS);

    assertThat(store.requests).isEmpty();
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
  }

  @Test
  void shouldCommitPositionsBehindTransactionMarkers() {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.passMarker(EVENTS, 7);

    awaitCommitted(EVENTS, 7);
    assertThat(store.requests).isEmpty();
  }

  @Test
  void shouldCommitWhatIsSkippedOrADeadLetter() {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(
        List.of(
            Samples.eventRecord(0, Samples.utf8("garbage")),
            Samples.record("status", 0, 0, Samples.utf8("garbage"))));

    awaitCommitted(EVENTS, 1);
    awaitCommitted(STATUS, 1);
    assertThat(store.rejected)
        .extracting(letter -> letter.source().topic())
        .containsExactly("status");
  }

  @Test
  void shouldNotCommitADeadLetterThatIsNotAcknowledged() {
    store.acknowledgement = new CompletableFuture<>();
    start();
    consumer.assignAtPoll(STATUS);
    consumer.bringAtPoll(List.of(Samples.record("status", 0, 0, Samples.utf8("garbage"))));
    await().until(() -> !store.rejected.isEmpty());
    awaitPolls(3);
    assertThat(consumer.committedAt(STATUS)).isEqualTo(-1);

    store.acknowledgement.complete(null);

    awaitCommitted(STATUS, 1);
  }

  @Test
  void shouldTryACommitAgainThatFailed() throws Exception {
    consumer.commitFailures.add(new RebalanceInProgressException("rebalancing"));
    consumer.commitFailures.add(new CommitFailedException("kicked out"));
    consumer.commitFailures.add(new TimeoutException("no answer"));
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    store.next().stored().complete(null);

    awaitCommitted(EVENTS, 1);
    assertThat(consumer.commitFailures).isEmpty();
  }

  @Test
  void shouldCommitAtAStopThoughWokenUp() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request request = store.next();

    consumer.commitFailures.add(new WakeupException());
    loop.stop();
    request.stored().complete(null);

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(1);
  }

  @Test
  void shouldEndWhenACommitIsForbidden() throws Exception {
    consumer.commitFailures.add(new TopicAuthorizationException("status-events"));
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    store.next().stored().complete(null);

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldEndAndCommitNothingWhenAWriteFailsForGood() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    store.next().stored().completeExceptionally(new IllegalStateException("fatal"));

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCause(new IllegalStateException("fatal"));
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldEndWithWhatFailedThoughPartitionsGoMeanwhile() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request request = store.next();

    consumer.schedulePollTask(
        () -> request.stored().completeExceptionally(new IllegalStateException("fatal")));
    consumer.assignAtPoll(STATUS);

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCause(new IllegalStateException("fatal"));
  }

  @Test
  void shouldEndAndCommitNothingOfAPollThatWasNotTakenOverToItsEnd() {
    RecordPlanner.TopicPlanner broken =
        record -> {
          throw new StackOverflowError("bug");
        };
    loop =
        new SinkLoop(
            consumer,
            new RecordPlanner(Map.of("status-events", broken), new Meters().metrics),
            pipeline(),
            drainTimeout);
    ended = CompletableFuture.runAsync(loop);
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldFinishWhatIsInFlightAndWhatLingersWhenStopped() throws Exception {
    linger = Duration.ofHours(1);
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request first = store.next();
    consumer.bringAtPoll(List.of(event(1)));
    awaitPolls(3);

    loop.stop();
    FakeStore.Request second = store.next();
    assertThat(ended).isNotDone();
    first.stored().complete(null);
    second.stored().complete(null);

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(2);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldFinishWhatIsToBeTriedAgainWhenStopped() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    FakeStore.Request first = store.next();

    loop.stop();
    first.fail(THROTTLED);
    store.next().fail(THROTTLED);
    store.next().stored().complete(null);

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(1);
  }

  @Test
  void shouldStopWithoutCommitWhenAWriteTakesTooLong() throws Exception {
    drainTimeout = Duration.ofMillis(1);
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    store.next();

    loop.stop();

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldHaveJoinedWhenItIsGivenItsShare() {
    start();
    await().until(() -> consumer.subscription().equals(planner.topics()));
    assertThat(loop.hasJoined()).isFalse();

    consumer.assignAtPoll(EVENTS);

    await().until(loop::hasJoined);
  }

  private void start() {
    loop = new SinkLoop(consumer, planner, pipeline(), drainTimeout);
    ended = CompletableFuture.runAsync(loop);
  }

  private WritePipeline pipeline() {
    return new WritePipeline(
        new Queues(System::nanoTime).buffer(linger, 4, bufferMemory),
        store::store,
        store::reject,
        System::nanoTime);
  }

  private void awaitPolls(int more) {
    int seen = consumer.polls.get();
    await().until(() -> consumer.polls.get() >= seen + more);
  }

  private void awaitCommitted(TopicPartition partition, long position) {
    await().until(() -> consumer.committedAt(partition) == position);
  }

  private static ConsumerRecord<byte[], byte[]> event(int offset) {
    return Samples.eventRecord(offset);
  }

  private static ConsumerRecord<byte[], byte[]> status(long offset, String version, long revision) {
    return Samples.statusRecord(offset, Samples.build(version), revision);
  }
}
