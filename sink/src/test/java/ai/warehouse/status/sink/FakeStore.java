package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A store that a test answers for. */
final class FakeStore implements Store {
  /** One request, which ends when the test completes it: with null, as all is stored. */
  record Request(List<ItemWrite> writes, CompletableFuture<Attempt> stored) {
    List<Long> offsets() {
      return writes.stream().map(write -> write.source().offset()).toList();
    }

    /** Ends it with nothing stored. */
    void fail(Throwable why) {
      stored.complete(new Attempt(writes, why));
    }
  }

  final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  final List<RejectedRecord> rejected = new ArrayList<>();
  CompletableFuture<Void> acknowledgement = CompletableFuture.completedFuture(null);
  private final List<CompletableFuture<Attempt>> given = new ArrayList<>();

  @Override
  public synchronized CompletableFuture<Attempt> store(List<ItemWrite> writes) {
    CompletableFuture<Attempt> stored = new CompletableFuture<>();
    given.add(stored);
    requests.add(new Request(writes, stored));
    return stored.thenApply(attempt -> attempt == null ? Attempt.stored() : attempt);
  }

  @Override
  public CompletableFuture<Void> reject(RejectedRecord record) {
    rejected.add(record);
    return acknowledgement;
  }

  /** Waits for the next request. */
  Request next() throws InterruptedException {
    Request request = requests.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  synchronized void completeAll() {
    List.copyOf(given).forEach(stored -> stored.complete(null));
  }
}
