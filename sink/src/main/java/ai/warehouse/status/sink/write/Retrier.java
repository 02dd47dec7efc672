package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.dynamodb.FailureClassifier;
import ai.warehouse.status.sink.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Repeats the sending of a dead letter for as long as it fails for a passing reason. */
public final class Retrier implements AutoCloseable {
  private final BackoffStrategy backoff;
  private final Function<Duration, Executor> timer;
  private final RetryState state;
  private final SinkMetrics metrics;
  private volatile boolean closed;

  /** Creates a retrier that waits on the common pool. */
  public Retrier(BackoffStrategy backoff, RetryState state, SinkMetrics metrics) {
    this(
        backoff,
        wait -> CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS),
        state,
        metrics);
  }

  /**
   * Creates a retrier with a timer of its own.
   *
   * @param timer gives an executor that runs a task after a wait
   */
  Retrier(
      BackoffStrategy backoff,
      Function<Duration, Executor> timer,
      RetryState state,
      SinkMetrics metrics) {
    this.backoff = backoff;
    this.timer = timer;
    this.state = state;
    this.metrics = metrics;
  }

  /**
   * Makes attempts until one succeeds.
   *
   * @return fails, without wrapper, with the first failure that is not {@link
   *     FailureKind#RETRYABLE}, and with CancellationException after {@link #close}
   */
  <T> CompletableFuture<T> retry(Supplier<CompletableFuture<T>> attempt) {
    CompletableFuture<T> result = new CompletableFuture<>();
    attempt(attempt, result, state.watchDeadLetter(), 1);
    return result;
  }

  private <T> void attempt(
      Supplier<CompletableFuture<T>> attempt,
      CompletableFuture<T> result,
      RetryState.Watch watch,
      int number) {
    start(attempt)
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                watch.ended(true);
                result.complete(value);
              } else {
                failed(FailureClassifier.unwrap(failure), attempt, result, watch, number);
              }
            });
  }

  private <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> attempt) {
    if (closed) {
      return CompletableFuture.failedFuture(new CancellationException("the sink is stopping"));
    }
    try {
      return attempt.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T> void failed(
      Throwable failure,
      Supplier<CompletableFuture<T>> attempt,
      CompletableFuture<T> result,
      RetryState.Watch watch,
      int number) {
    try {
      if (closed || FailureClassifier.classify(failure) != FailureKind.RETRYABLE) {
        watch.ended(false);
        result.completeExceptionally(failure);
        return;
      }
      metrics.retried(FailureClassifier.decisive(failure));
      watch.failed(failure);
      timer
          .apply(backoff.computeDelay(number + 1))
          .execute(() -> attempt(attempt, result, watch, number + 1));
    } catch (RuntimeException | Error e) {
      // Nobody looks at what a callback throws, and the write would hang for ever.
      e.addSuppressed(failure);
      result.completeExceptionally(e);
    }
  }

  /** Makes no more attempts: what is retried fails when the next attempt would be due. */
  @Override
  public void close() {
    closed = true;
  }
}
