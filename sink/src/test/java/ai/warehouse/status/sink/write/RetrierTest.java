package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.Health;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

class RetrierTest {
  private final Meters meters = new Meters();
  private final FakeTimer timer = new FakeTimer();
  private final RetryState state = new RetryState(timer);
  private final Retrier retrier = new Retrier(Queues.backoff(), timer, state, meters.metrics);

  @Test
  void shouldRetryUntilItSucceeds() {
    Deque<Throwable> failures = new ArrayDeque<>();
    for (int i = 0; i < 100; i++) {
      failures.add(FakeDynamoDb.error("ThrottlingException", 400));
    }

    CompletableFuture<String> result = retrier.retry(() -> attempt(failures));

    assertThat(result).isCompletedWithValue("stored");
    assertThat(meters.count("retries", "error", "DynamoDbException")).isEqualTo(100);
    assertThat(timer.waits).hasSize(100);
  }

  @Test
  void shouldWaitLongerAndLongerUpToALimit() {
    Deque<Throwable> failures = new ArrayDeque<>();
    for (int i = 0; i < 100; i++) {
      failures.add(SdkClientException.create("refused"));
    }

    new Retrier(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(10)),
            timer,
            state,
            meters.metrics)
        .retry(() -> attempt(failures));

    for (int i = 0; i < 100; i++) {
      assertThat(timer.waits.get(i).toMillis()).isBetween(0L, i < 8 ? 50L << i : 10_000);
    }
    assertThat(Set.copyOf(timer.waits)).as("jitter").hasSizeGreaterThan(50);
  }

  @Test
  void shouldEndWithTheFirstFailureThatIsNotPassing() {
    Deque<Throwable> failures = new ArrayDeque<>();
    failures.add(SdkClientException.create("refused"));
    failures.add(new IllegalStateException("bug"));

    CompletableFuture<String> result = retrier.retry(() -> attempt(failures));

    assertThatThrownBy(result::join).hasCause(new IllegalStateException("bug"));
    assertThat(timer.waits).hasSize(1);
  }

  @Test
  void shouldFailWhenTheAttemptThrows() {
    CompletableFuture<String> result =
        retrier.retry(
            () -> {
              throw new IllegalStateException("bug");
            });

    assertThatThrownBy(result::join).hasCause(new IllegalStateException("bug"));
  }

  @Test
  void shouldMakeNoAttemptAfterClose() {
    retrier.close();

    CompletableFuture<String> result = retrier.retry(() -> attempt(new ArrayDeque<>()));

    assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void shouldBeNotReadyWhileItLasts() {
    CompletableFuture<Void> held = new CompletableFuture<>();
    Deque<Throwable> failures = new ArrayDeque<>();
    for (int i = 0; i < 20; i++) {
      failures.add(SdkClientException.create("refused"));
    }
    assertThat(state.health().up()).isTrue();

    CompletableFuture<?> result =
        retrier.retry(() -> failures.isEmpty() ? held : attempt(failures));

    Health failing = state.health();
    assertThat(failing.up()).isFalse();
    assertThat(failing.reason())
        .isEqualTo("retrying: SdkClientException since " + Samples.NOW + ": 1 dead letter(s)");
    held.complete(null);
    assertThat(result).isCompleted();
    assertThat(state.health().up()).isTrue();
  }

  @Test
  void shouldStayReadyOverOneFailure() {
    CompletableFuture<Void> held = new CompletableFuture<>();
    Deque<Throwable> failures = new ArrayDeque<>(List.of(SdkClientException.create("refused")));

    retrier.retry(() -> failures.isEmpty() ? held : attempt(failures));

    assertThat(state.health().up()).isTrue();
  }

  private static <T> CompletableFuture<T> attempt(Deque<Throwable> failures) {
    if (failures.isEmpty()) {
      @SuppressWarnings("unchecked")
      T stored = (T) "stored";
      return CompletableFuture.completedFuture(stored);
    }
    return CompletableFuture.failedFuture(failures.poll());
  }
}
