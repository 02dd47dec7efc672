package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

  /** What a test answers the loop with when it asks for a batch to be stored. */
  private record Asked(List<Long> offsets, CompletableFuture<Void> stored) {}

  private final TestConsumer consumer = new TestConsumer();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final Queue<CompletableFuture<Void>> given = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ready = CompletableFuture.completedFuture(null);
  private CompletableFuture<Void> ended;
  private SinkLoop loop;

  @AfterEach
  void stopLoop() {
    if (loop != null) {
      loop.stop();
      given.forEach(stored -> stored.complete(null));
      await().until(ended::isDone);
    }
  }

  @Test
  void shouldCommitWhenAllIsStored() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0), event(1)));

    Asked batch = nextBatch();
    awaitPolls(3);
    assertThat(batch.offsets()).containsExactly(0L, 1L);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);

    batch.stored().complete(null);

    awaitCommitted(EVENTS, 2);
    await().until(() -> consumer.paused().isEmpty());
  }

  @Test
  void shouldPollOnWithPartitionsPausedWhileABatchIsInFlight() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    Asked batch = nextBatch();

    consumer.bringAtPoll(List.of(event(1)));
    awaitPolls(5);

    assertThat(consumer.paused()).containsExactlyInAnyOrder(EVENTS, STATUS);
    assertThat(asked).isEmpty();
    batch.stored().complete(null);
    assertThat(nextBatch().offsets()).containsExactly(1L);
  }

  @Test
  void shouldPausePartitionsThatComeWhileABatchIsInFlight() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    Asked batch = nextBatch();

    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(Samples.statusRecord(0, Samples.BUILD, 1)));
    await().until(() -> consumer.paused().contains(STATUS));
    awaitPolls(3);

    assertThat(asked).isEmpty();
    batch.stored().complete(null);
    assertThat(nextBatch().offsets()).containsExactly(0L);
  }

  @Test
  void shouldCommitWhatIsStoredBeforePartitionsGo() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0)));
    Asked batch = nextBatch();

    consumer.schedulePollTask(() -> batch.stored().complete(null));
    consumer.assignAtPoll(STATUS);

    awaitCommitted(EVENTS, 1);
  }

  @Test
  void shouldNotCommitForPartitionsThatWentWithTheBatchUnfinished() throws Exception {
    start(Duration.ofMillis(1));
    consumer.assignAtPoll(EVENTS, STATUS);
    consumer.bringAtPoll(List.of(event(0), Samples.statusRecord(0, Samples.BUILD, 1)));
    Asked batch = nextBatch();

    consumer.assignAtPoll(STATUS);
    await().until(() -> consumer.assignment().equals(Set.of(STATUS)));
    batch.stored().complete(null);

    awaitCommitted(STATUS, 1);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
  }

  @Test
  void shouldNotCommitForPartitionsThatAreLost() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    Asked batch = nextBatch();

    consumer.loseAtPoll();
    awaitPolls(2);
    batch.stored().complete(null);

    await().until(() -> consumer.paused().isEmpty());
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
  }

  @Test
  void shouldCommitPositionsBehindTransactionMarkers() {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.passMarker(EVENTS, 7);

    awaitCommitted(EVENTS, 7);
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldTryACommitAgainThatFailed() throws Exception {
    consumer.commitFailures.add(new RebalanceInProgressException("rebalancing"));
    consumer.commitFailures.add(new CommitFailedException("kicked out"));
    consumer.commitFailures.add(new TimeoutException("no answer"));
    consumer.commitFailures.add(new WakeupException());
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    nextBatch().stored().complete(null);

    awaitCommitted(EVENTS, 1);
    assertThat(consumer.commitFailures).isEmpty();
  }

  @Test
  void shouldEndWhenACommitIsForbidden() throws Exception {
    consumer.commitFailures.add(new TopicAuthorizationException("status-events"));
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    nextBatch().stored().complete(null);

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void shouldEndAndCommitNothingWhenABatchCannotBeStored() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    nextBatch().stored().completeExceptionally(new IllegalStateException("fatal"));

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCause(new IllegalStateException("fatal"));
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldEndWhenPlanningFails() {
    loop =
        new SinkLoop(
            consumer,
            List.of("status-events"),
            ready,
            records -> {
              throw new IllegalStateException("bug");
            },
            Duration.ofSeconds(30));
    ended = CompletableFuture.runAsync(loop);
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCause(new IllegalStateException("bug"));
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldFinishTheBatchInFlightWhenStopped() throws Exception {
    start();
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    Asked batch = nextBatch();

    loop.stop();
    awaitPolls(2);
    assertThat(ended).isNotDone();
    batch.stored().complete(null);

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldStopWithoutCommitWhenTheBatchTakesTooLong() throws Exception {
    start(Duration.ofMillis(1));
    consumer.assignAtPoll(EVENTS);
    consumer.bringAtPoll(List.of(event(0)));
    nextBatch();

    loop.stop();

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.committedAt(EVENTS)).isEqualTo(-1);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldNotJoinBeforeThereIsSomethingToWriteTo() {
    CompletableFuture<Void> tables = new CompletableFuture<>();
    start(Duration.ofSeconds(30), tables);
    assertThat(loop.hasJoined()).isFalse();
    assertThat(consumer.subscription()).isEmpty();

    tables.complete(null);

    await().until(loop::hasJoined);
    assertThat(consumer.subscription()).containsExactlyInAnyOrder("status-events", "status");
  }

  @Test
  void shouldStopWhileThereIsNothingToWriteTo() throws Exception {
    start(Duration.ofSeconds(30), new CompletableFuture<>());

    loop.stop();

    ended.get(30, TimeUnit.SECONDS);
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldEndWhenTablesAreMissing() {
    start(
        Duration.ofSeconds(30),
        CompletableFuture.failedFuture(new IllegalStateException("missing")));

    assertThatThrownBy(() -> ended.get(30, TimeUnit.SECONDS))
        .hasCause(new IllegalStateException("missing"));
  }

  private void start() {
    start(Duration.ofSeconds(30));
  }

  private void start(Duration drainTimeout) {
    start(drainTimeout, ready);
  }

  private void start(Duration drainTimeout, CompletableFuture<Void> tables) {
    loop =
        new SinkLoop(
            consumer, List.of("status-events", "status"), tables, this::store, drainTimeout);
    ended = CompletableFuture.runAsync(loop);
  }

  private CompletableFuture<Void> store(ConsumerRecords<byte[], byte[]> records) {
    List<Long> offsets = new ArrayList<>();
    records.forEach(record -> offsets.add(record.offset()));
    CompletableFuture<Void> stored = new CompletableFuture<>();
    given.add(stored);
    asked.add(new Asked(offsets, stored));
    return stored;
  }

  private Asked nextBatch() throws InterruptedException {
    Asked batch = asked.poll(30, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
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
}
