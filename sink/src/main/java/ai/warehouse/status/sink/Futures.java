package ai.warehouse.status.sink;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Waits for many things at once. */
final class Futures {
  private Futures() {}

  /**
   * Completes when all have succeeded, or fails as soon as one has failed: unlike {@code allOf},
   * which would wait for others that may be retried for ever.
   */
  static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> futures) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    for (CompletableFuture<?> future : futures) {
      future.whenComplete(
          (value, failure) -> {
            if (failure != null) {
              result.completeExceptionally(FailureClassifier.unwrap(failure));
            }
          });
    }
    CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenAccept(result::complete);
    return result;
  }
}
