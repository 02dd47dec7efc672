package ai.warehouse.status.api.live;

import ai.warehouse.status.model.dynamodb.UnreadableRowException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends reads of the tables from the loop and gives it their answers, and tells whether DynamoDB is
 * away.
 */
final class Reads {
  private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

  private final Loop loop;
  private final Consumer<Boolean> answering;
  private boolean away;

  /**
   * Prepares reads.
   *
   * @param answering told whether DynamoDB answers, after each read
   */
  Reads(Loop loop, Consumer<Boolean> answering) {
    this.loop = loop;
    this.answering = answering;
  }

  /**
   * Sends a read.
   *
   * @param taken takes the answer; null also for a row that is no valid record
   * @param failed runs if there is no answer, which is logged
   */
  <T extends @Nullable Object> void read(
      Supplier<CompletableFuture<T>> read, Consumer<@Nullable T> taken, Runnable failed) {
    send(read)
        .whenComplete(
            (answer, failure) ->
                loop.execute(
                    () -> {
                      if (failure == null || isUnreadable(failure)) {
                        answered();
                        taken.accept(answer);
                      } else {
                        failed(failure, read);
                        failed.run();
                      }
                    }));
  }

  // The SDK throws for a request that it can't even send.
  private static <T extends @Nullable Object> CompletableFuture<T> send(
      Supplier<CompletableFuture<T>> read) {
    try {
      return read.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private <T extends @Nullable Object> void probe(Supplier<CompletableFuture<T>> read) {
    if (away) {
      read(read, ignored -> {}, () -> loop.schedule(PROBE_INTERVAL, () -> probe(read)));
    }
  }

  /** Takes that DynamoDB has answered. */
  void answered() {
    if (away) {
      LOG.atInfo().log("DynamoDB answers again");
    }
    away = false;
    answering.accept(true);
  }

  /**
   * Takes that a read has failed.
   *
   * @param probe a read to send until DynamoDB is back
   */
  <T extends @Nullable Object> void failed(
      Throwable failure, Supplier<CompletableFuture<T>> probe) {
    if (!away) {
      away = true;
      LOG.atWarn().setCause(failure).log("DynamoDB can't be read and is tried again");
      loop.schedule(PROBE_INTERVAL, () -> probe(probe));
    }
    answering.accept(false);
  }

  // One row that a stranger wrote says nothing of the database.
  private static boolean isUnreadable(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnreadableRowException) {
      LOG.atWarn().addKeyValue("row", cause.getMessage()).log("Row left out");
      return true;
    }
    return false;
  }
}
