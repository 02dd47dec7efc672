package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Has written what was read, so many requests at a time, while more is being read: each request
 * that ends starts the next. A request is one attempt: what it leaves goes back to its queue, and
 * none waits while it is in flight. Thread-safe.
 */
final class WritePipeline {
  /** What has failed takes at most one in so many of the requests in flight, but at least one. */
  private static final int RETRY_SHARE = 4;

  /** The requests in flight for events, or for snapshots. */
  private static final class Lane {
    private final boolean events;
    private int requests;
    private int retries;
    private boolean lastWasRetry;

    private Lane(boolean events) {
      this.events = events;
    }

    void started(Request request) {
      requests++;
      retries += request.retry() ? 1 : 0;
      lastWasRetry = request.retry();
    }

    void ended(Request request) {
      requests--;
      retries -= request.retry() ? 1 : 0;
    }
  }

  private final WriteBuffer buffer;
  private final Store store;
  private final int concurrency;
  private final LongSupplier nanoTime;
  private final Lane events = new Lane(true);
  private final Lane snapshots = new Lane(false);
  private Throwable failure;

  /**
   * Creates a pipeline.
   *
   * @param buffer used by nothing else
   * @param concurrency how many requests for events, and how many for snapshots, may be in flight:
   *     each their own, so that a table that can't be written doesn't stop the others
   * @param nanoTime System.nanoTime
   */
  WritePipeline(WriteBuffer buffer, Store store, int concurrency, LongSupplier nanoTime) {
    this.buffer = buffer;
    this.store = store;
    this.concurrency = concurrency;
    this.nanoTime = nanoTime;
  }

  /** Takes an item over, which is written as soon as {@link #pump} finds that it may be. */
  synchronized void add(ItemWrite write, Slice slice) {
    buffer.add(write, slice);
  }

  /** Takes a dead letter over. */
  void reject(RejectedRecord record, Slice slice) {
    long bytes = PendingWrite.memoryOf(record.source());
    slice.hold();
    grow(bytes);
    reject(
        record,
        () -> {
          slice.release();
          buffer.grow(-bytes);
        });
  }

  private synchronized void grow(long bytes) {
    buffer.grow(bytes);
  }

  private void reject(RejectedRecord record, Runnable done) {
    store.reject(record).whenComplete((acknowledged, thrown) -> rejected(done, thrown));
  }

  private synchronized void rejected(Runnable done, Throwable thrown) {
    if (thrown == null) {
      done.run();
    } else {
      fail(thrown);
    }
    notifyAll();
  }

  /** Starts what may be written now. */
  void pump() {
    for (Request next = take(); next != null; next = take()) {
      Request request = next;
      CompletableFuture<Attempt> running = start(request);
      if (running.isDone()) {
        // In this loop, as a chain of callbacks would grow the stack with each.
        running.whenComplete((attempt, thrown) -> ended(request, attempt, thrown));
      } else {
        running.whenComplete(
            (attempt, thrown) -> {
              ended(request, attempt, thrown);
              pump();
            });
      }
    }
  }

  private synchronized Request take() {
    if (failure != null) {
      return null;
    }
    Request request = take(snapshots);
    return request == null ? take(events) : request;
  }

  // What has failed and what has not take turns, so that neither waits for all of the other.
  private Request take(Lane lane) {
    if (lane.requests >= concurrency) {
      return null;
    }
    long now = nanoTime.getAsLong();
    boolean mayRetry = lane.retries < Math.max(1, concurrency / RETRY_SHARE);
    boolean retryFirst = mayRetry && !lane.lastWasRetry;
    Request next = buffer.next(lane.events, retryFirst, now);
    if (next == null && mayRetry) {
      next = buffer.next(lane.events, !retryFirst, now);
    }
    if (next != null) {
      lane.started(next);
    }
    return next;
  }

  private CompletableFuture<Attempt> start(Request request) {
    try {
      return store.store(request.items());
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(Request request, Attempt attempt, Throwable thrown) {
    for (PendingWrite write : takeBack(request, attempt, thrown)) {
      InvalidRecordException why =
          new InvalidRecordException(
              RejectionReason.NOT_STORABLE, null, attempt.why().getMessage());
      reject(new RejectedRecord(write.write().source(), why), () -> request.queue().done(write));
    }
  }

  private synchronized List<PendingWrite> takeBack(
      Request request, Attempt attempt, Throwable thrown) {
    (request.writes().get(0).isEvent() ? events : snapshots).ended(request);
    notifyAll();
    if (thrown != null) {
      fail(thrown);
      return List.of();
    }
    try {
      return request.queue().ended(request, attempt, nanoTime.getAsLong());
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

  /** Waits until a write has ended, but no longer than that; may return early. */
  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks what has changed, if anything.
  synchronized void awaitEnd(Duration timeout) {
    try {
      wait(timeout.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Returns whether no more can be written. */
  synchronized boolean hasFailed() {
    return failure != null;
  }

  /** Throws why no more can be written, if that is so; a checked exception is wrapped. */
  synchronized void throwIfFailed() {
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

  /** Makes all be written without delay, or no longer. */
  synchronized void hurry(boolean on) {
    buffer.hurry(on);
  }

  /** Drops what another sink has to write. */
  synchronized void dropAbandoned() {
    buffer.dropAbandoned();
  }

  /** Returns whether no more should be read now. */
  synchronized boolean isFull() {
    return buffer.isFull();
  }

  /** Returns which, of so many partitions, should not be read now. */
  synchronized Set<TopicPartition> stuck(int partitions) {
    return buffer.stuck(partitions);
  }

  /** Returns whether anything waits for these partitions that does not fail. */
  synchronized boolean mayFinish(Collection<TopicPartition> partitions) {
    return buffer.mayFinish(partitions);
  }

  /** Returns about how many bytes of memory wait to be stored. */
  synchronized long bytes() {
    return buffer.bytes();
  }
}
