package ai.warehouse.status.sink;

import java.util.Collection;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs asynchronous tasks, so many at a time. */
final class Lanes {
  private final Iterator<Supplier<CompletableFuture<Void>>> tasks;
  private boolean failed;

  private Lanes(Iterator<Supplier<CompletableFuture<Void>>> tasks) {
    this.tasks = tasks;
  }

  /**
   * Runs all tasks.
   *
   * @param lanes how many may run at a time, 1 or more
   * @return completes when all have succeeded, or fails as soon as one has failed, after which no
   *     further ones are started
   */
  static CompletableFuture<Void> run(
      Collection<Supplier<CompletableFuture<Void>>> tasks, int lanes) {
    Lanes run = new Lanes(tasks.iterator());
    return Futures.all(
        Stream.generate(run::lane).limit(Math.min(lanes, Math.max(1, tasks.size()))).toList());
  }

  private CompletableFuture<Void> lane() {
    CompletableFuture<Void> end = new CompletableFuture<>();
    proceed(end);
    return end;
  }

  // A loop where tasks are done at once: a chain of callbacks would grow the stack with each.
  private void proceed(CompletableFuture<Void> end) {
    for (Supplier<CompletableFuture<Void>> task = next(); task != null; task = next()) {
      CompletableFuture<Void> running = start(task);
      if (!running.isDone() || running.isCompletedExceptionally()) {
        running.whenComplete((done, failure) -> ended(end, failure));
        return;
      }
    }
    end.complete(null);
  }

  private static CompletableFuture<Void> start(Supplier<CompletableFuture<Void>> task) {
    try {
      return task.get();
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void ended(CompletableFuture<Void> end, Throwable failure) {
    if (failure == null) {
      proceed(end);
    } else {
      stop();
      end.completeExceptionally(failure);
    }
  }

  private synchronized Supplier<CompletableFuture<Void>> next() {
    return !failed && tasks.hasNext() ? tasks.next() : null;
  }

  private synchronized void stop() {
    failed = true;
  }
}
