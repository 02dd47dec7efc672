package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Has written what was read, so many requests at a time, while more is being read: each write that
 * ends starts the next. Thread-safe.
 */
final class WritePipeline {
  private final WriteBuffer buffer;
  private final Store store;
  private final int concurrency;
  private final LongSupplier nanoTime;
  private int eventRequests;
  private int snapshotRequests;
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
    reserve(bytes);
    store
        .reject(record)
        .whenComplete(
            (done, thrown) -> {
              if (thrown == null) {
                slice.release();
              }
              ended(() -> buffer.shrink(bytes), thrown);
            });
  }

  private synchronized void reserve(long bytes) {
    buffer.grow(bytes);
  }

  /** Starts what may be written now. */
  void pump() {
    for (List<PendingWrite> next = take(); !next.isEmpty(); next = take()) {
      List<PendingWrite> writes = next;
      CompletableFuture<Void> running = start(writes);
      if (running.isDone()) {
        // In this loop, as a chain of callbacks would grow the stack with each.
        running.whenComplete((done, thrown) -> written(writes, thrown));
      } else {
        running.whenComplete(
            (done, thrown) -> {
              written(writes, thrown);
              pump();
            });
      }
    }
  }

  private synchronized List<PendingWrite> take() {
    long now = nanoTime.getAsLong();
    if (failure == null && snapshotRequests < concurrency) {
      List<PendingWrite> snapshot = buffer.nextSnapshot(now);
      if (!snapshot.isEmpty()) {
        snapshotRequests++;
        return snapshot;
      }
    }
    if (failure == null && eventRequests < concurrency) {
      List<PendingWrite> events = buffer.nextEvents(now);
      if (!events.isEmpty()) {
        eventRequests++;
        return events;
      }
    }
    return List.of();
  }

  private CompletableFuture<Void> start(List<PendingWrite> writes) {
    try {
      return store.store(writes.stream().map(PendingWrite::write).toList());
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private synchronized void written(List<PendingWrite> writes, Throwable thrown) {
    if (writes.get(0).isEvent()) {
      eventRequests--;
    } else {
      snapshotRequests--;
    }
    ended(() -> buffer.done(writes), thrown);
  }

  private synchronized void ended(Runnable done, Throwable thrown) {
    if (thrown == null) {
      done.run();
    } else if (failure == null) {
      failure = FailureClassifier.unwrap(thrown);
    }
    notifyAll();
  }

  /** Waits until a write has ended, but no longer than that; may return early. */
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

  /** Returns about how many bytes of memory wait to be stored. */
  synchronized long bytes() {
    return buffer.bytes();
  }
}
