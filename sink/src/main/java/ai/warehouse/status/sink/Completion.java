package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of something, as a thread looks at it that has other things to do.
 *
 * @param future completes when it ends
 */
record Completion(CompletableFuture<Void> future) {
  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** Waits for the end, good or bad, at most so long, and returns whether it has come. */
  boolean await(Duration timeout) {
    try {
      future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      LOG.atDebug().setCause(e).log("Ended with a failure, for throwIfFailed to throw");
      return true;
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  boolean succeeded() {
    return future.isDone() && !future.isCompletedExceptionally();
  }

  /** Throws the failure as it is, or in a CompletionException if it is checked. */
  void throwIfFailed() {
    if (!future.isCompletedExceptionally()) {
      return;
    }
    Throwable failure = future.handle((done, thrown) -> FailureClassifier.unwrap(thrown)).join();
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw new CompletionException(failure);
  }
}
