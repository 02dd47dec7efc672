package ai.warehouse.status.api.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventPublishingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<StatusEvent> sent = new CopyOnWriteArrayList<>();
  private final Map<StatusEvent, CompletableFuture<Void>> acknowledged = new ConcurrentHashMap<>();
  private final CountDownLatch kafka = new CountDownLatch(1);
  private EventPublishing publishing = new EventPublishing(this::append, LONG, 1);

  private CompletableFuture<Void> append(StatusEvent event) {
    sent.add(event);
    return acknowledged.computeIfAbsent(event, key -> new CompletableFuture<>());
  }

  @AfterEach
  void close() {
    kafka.countDown();
    publishing.close();
  }

  @Test
  void shouldSucceedInOrderWhenAllAreStored() {
    // given
    List<StatusEvent> events = events(3);

    // when
    CompletableFuture<Void> published = publishing.publish(events);

    // then
    await().until(() -> sent.size() == 3);
    assertThat(sent).isEqualTo(events);
    acknowledge(events.get(2));
    acknowledge(events.get(0));
    assertThat(published).isNotDone();
    acknowledge(events.get(1));
    assertThat(published).succeedsWithin(LONG);
  }

  @Test
  void shouldTellWhichAreStoredWhenTheFateOfAllIsKnown() {
    // given
    List<StatusEvent> events = events(3);
    CompletableFuture<Void> published = publishing.publish(events);
    await().until(() -> sent.size() == 3);

    // when
    acknowledged.get(events.get(1)).completeExceptionally(new IllegalStateException("no answer"));
    acknowledge(events.get(0));
    assertThat(published).isNotDone();
    acknowledge(events.get(2));

    // then
    NotStoredException failure = failure(published);
    assertThat(failure).hasMessage("2 of 3 events are stored for certain: no answer");
    assertThat(failure.stored()).containsExactly(events.get(0).eventId(), events.get(2).eventId());
    assertThat(failure.eventIds()).hasSize(3);
    assertThat(failure.isTooLarge()).isFalse();
  }

  @Test
  void shouldSendNoMoreAfterOneThatFailsAtOnce() {
    // given
    List<StatusEvent> events = events(3);
    acknowledged.put(
        events.get(1),
        CompletableFuture.failedFuture(
            new IllegalStateException("refused", new RecordTooLargeException("2 MB"))));

    // when
    CompletableFuture<Void> published = publishing.publish(events);
    await().until(() -> sent.size() == 2);
    acknowledge(events.get(0));

    // then
    NotStoredException failure = failure(published);
    assertThat(sent).hasSize(2);
    assertThat(failure.stored()).containsExactly(events.get(0).eventId());
    assertThat(failure.isTooLarge()).isTrue();
  }

  @Test
  void shouldTurnWhatIsThrownIntoAFailure() {
    publishing.close();
    publishing =
        new EventPublishing(
            event -> {
              throw new IllegalStateException("interrupted");
            },
            LONG,
            1);

    assertThat(failure(publishing.publish(events(2)))).hasMessageContaining("interrupted");
  }

  @Test
  void shouldGiveUpInTime() {
    // given
    publishing.close();
    publishing = new EventPublishing(this::append, Duration.ofMillis(20), 1);
    List<StatusEvent> events = events(2);
    acknowledged.put(events.get(0), CompletableFuture.completedFuture(null));

    // when
    NotStoredException failure = failure(publishing.publish(events));

    // then
    assertThat(failure)
        .hasMessage("1 of 2 events are stored for certain: Kafka has not acknowledged all in time");
    assertThat(failure.stored()).containsExactly(events.get(0).eventId());
  }

  @Test
  void shouldRefuseWhatWouldWaitTooLong() {
    // given a Kafka that blocks, one request that it blocks, and one that waits
    publishing.close();
    publishing = new EventPublishing(this::block, LONG, 1);
    CompletableFuture<Void> blocked = publishing.publish(events(2));
    await().until(() -> sent.size() == 1);
    CompletableFuture<Void> waiting = publishing.publish(events(1));

    // when, then
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> publishing.publish(events(1)));
    kafka.countDown();
    assertThat(blocked).succeedsWithin(LONG);
    assertThat(waiting).succeedsWithin(LONG);
  }

  @Test
  void shouldNotSendWhatNobodyWaitsForAnyMore() {
    // given
    publishing.close();
    publishing = new EventPublishing(this::block, Duration.ofMillis(20), 2);
    CompletableFuture<Void> blocked = publishing.publish(events(2));
    CompletableFuture<Void> waiting = publishing.publish(events(2));
    failure(blocked);
    failure(waiting);

    // when
    kafka.countDown();

    // then
    CompletableFuture<Void> later = publishing.publish(events(1));
    await().until(() -> later.isDone() || sent.size() == 2);
    assertThat(sent).hasSizeLessThanOrEqualTo(2);
  }

  private CompletableFuture<Void> block(StatusEvent event) {
    sent.add(event);
    try {
      kafka.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return CompletableFuture.completedFuture(null);
  }

  private void acknowledge(StatusEvent event) {
    acknowledged.get(event).complete(null);
  }

  private static NotStoredException failure(CompletableFuture<Void> published) {
    return assertThat(published)
        .failsWithin(LONG)
        .withThrowableOfType(ExecutionException.class)
        .extracting(Throwable::getCause, throwable(NotStoredException.class))
        .actual();
  }

  private static List<StatusEvent> events(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                StatusEvent.builder()
                    .key(new BuildKey("shop", "prod", "1." + i))
                    .createdAt(Instant.EPOCH)
                    .build())
        .toList();
  }
}
