package ai.warehouse.status.sink.write;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Keeps requests in flight while more is read: each one that ends starts the next. A request is one
 * attempt; the writes that it leaves go back to their queue, so no request in flight waits.
 * Thread-safe.
 */
public final class WritePipeline {
  private final WriteBuffer buffer;
  private final Function<List<ItemWrite>, CompletableFuture<Outcome>> tables;
  private final Function<RejectedRecord, CompletableFuture<Void>> deadLetters;
  private final LongSupplier nanoTime;
  private Throwable failure;

  /**
   * Creates a pipeline.
   *
   * @param buffer used by nothing else
   * @param tables makes one attempt to put items into their table; fails with the failures that are
   *     fatal
   * @param deadLetters completes when the record is acknowledged; fails with the failures that are
   *     fatal
   * @param nanoTime System.nanoTime
   */
  public WritePipeline(
      WriteBuffer buffer,
      Function<List<ItemWrite>, CompletableFuture<Outcome>> tables,
      Function<RejectedRecord, CompletableFuture<Void>> deadLetters,
      LongSupplier nanoTime) {
    this.buffer = buffer;
    this.tables = tables;
    this.deadLetters = deadLetters;
    this.nanoTime = nanoTime;
  }

  /** Adds a write of a record of a batch, which {@link #dispatch} sends when it may. */
  public synchronized void add(ItemWrite write, PolledBatch batch) {
    buffer.add(write, batch, nanoTime.getAsLong());
  }

  /** Makes a dead letter of a record of a batch. */
  public void reject(RejectedRecord record, PolledBatch batch) {
    long bytes = PendingWrite.memoryOf(record.source());
    batch.hold();
    grow(bytes);
    reject(
        record,
        () -> {
          batch.release();
          buffer.grow(-bytes);
        });
  }

  private synchronized void grow(long bytes) {
    buffer.grow(bytes);
  }

  private void reject(RejectedRecord record, Runnable done) {
    deadLetters.apply(record).whenComplete((acknowledged, thrown) -> rejected(done, thrown));
  }

  private synchronized void rejected(Runnable done, Throwable thrown) {
    if (thrown == null) {
      done.run();
    } else {
      fail(thrown);
    }
    notifyAll();
  }

  /** Sends all requests that may be sent now. */
  public void dispatch() {
    for (Request next = take(); next != null; next = take()) {
      Request request = next;
      CompletableFuture<Outcome> running = send(request);
      if (running.isDone()) {
        // In this loop, as a chain of callbacks would grow the stack with each.
        running.whenComplete((outcome, thrown) -> ended(request, outcome, thrown));
      } else {
        running.whenComplete(
            (outcome, thrown) -> {
              ended(request, outcome, thrown);
              dispatch();
            });
      }
    }
  }

  private synchronized Request take() {
    if (failure != null) {
      return null;
    }
    long now = nanoTime.getAsLong();
    Request snapshot = buffer.takeSnapshot(now);
    return snapshot == null ? buffer.takeEvents(now) : snapshot;
  }

  private CompletableFuture<Outcome> send(Request request) {
    try {
      return tables.apply(request.items());
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Request request, Outcome outcome, Throwable thrown) {
    for (PendingWrite write : complete(request, outcome, thrown)) {
      InvalidRecordException why =
          new InvalidRecordException(
              RejectionReason.NOT_STORABLE, null, outcome.why().getMessage());
      reject(new RejectedRecord(write.write().source(), why), () -> request.queue().done(write));
    }
  }

  private synchronized List<PendingWrite> complete(
      Request request, Outcome outcome, Throwable thrown) {
    buffer.ended(request);
    notifyAll();
    if (thrown != null) {
      fail(thrown);
      return List.of();
    }
    try {
      return request.queue().ended(request, outcome, nanoTime.getAsLong());
    } catch (RuntimeException | Error e) {
      // Nobody looks at what a callback throws, and the writes would hang for ever.
      fail(e);
      return List.of();
    }
  }

  private void fail(Throwable thrown) {
    if (failure == null) {
      failure = FailureClassifier.unwrap(thrown);
    }
  }

  /** Waits until a request has ended, for at most the timeout; may return early. */
  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks what has changed, if anything.
  public synchronized void awaitEnd(Duration timeout) {
    try {
      wait(timeout.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Returns whether nothing more can be written. */
  public synchronized boolean hasFailed() {
    return failure != null;
  }

  /**
   * Throws the failure after which nothing more can be written, if there was one; a checked
   * exception is wrapped.
   */
  public synchronized void throwIfFailed() {
    if (failure instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw new CompletionException(failure);
    }
  }

  /** Makes all writes be sent without linger time, or no longer. */
  public synchronized void flush(boolean on) {
    buffer.flush(on);
  }

  /** Drops the writes that are left to other sinks. */
  public synchronized void dropAbandoned() {
    buffer.dropAbandoned();
  }

  /** Returns whether nothing more should be read now. */
  public synchronized boolean isFull() {
    return buffer.isFull();
  }

  /** Returns the partitions, of so many, that should not be read now. */
  public synchronized Set<TopicPartition> partitionsToPause(int partitions) {
    return buffer.partitionsToPause(partitions);
  }

  /** Returns whether a write of these partitions is on its way that does not fail. */
  public synchronized boolean mayFinish(Collection<TopicPartition> partitions) {
    return buffer.mayFinish(partitions);
  }

  /** Returns about how many bytes of memory wait to be stored. */
  public synchronized long bytes() {
    return buffer.bytes();
  }
}
