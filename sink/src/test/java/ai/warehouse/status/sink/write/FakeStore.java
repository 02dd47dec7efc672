package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Tables and a dead letter topic that a test answers for. */
public final class FakeStore {
  /** One request, which ends when the test completes it: with null, as all is stored. */
  public record Request(List<ItemWrite> writes, CompletableFuture<Outcome> stored) {
    public List<Long> offsets() {
      return writes.stream().map(write -> write.source().offset()).toList();
    }

    /** Ends it with nothing stored. */
    public void fail(Throwable why) {
      stored.complete(new Outcome(writes, why));
    }
  }

  public final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  public final List<RejectedRecord> rejected = new ArrayList<>();
  public CompletableFuture<Void> acknowledgement = CompletableFuture.completedFuture(null);
  private final List<CompletableFuture<Outcome>> given = new ArrayList<>();

  public synchronized CompletableFuture<Outcome> store(List<ItemWrite> writes) {
    CompletableFuture<Outcome> stored = new CompletableFuture<>();
    given.add(stored);
    requests.add(new Request(writes, stored));
    return stored.thenApply(outcome -> outcome == null ? Outcome.stored() : outcome);
  }

  public CompletableFuture<Void> reject(RejectedRecord record) {
    rejected.add(record);
    return acknowledgement;
  }

  /** Waits for the next request. */
  public Request next() throws InterruptedException {
    Request request = requests.poll(30, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  public synchronized void completeAll() {
    List.copyOf(given).forEach(stored -> stored.complete(null));
  }
}
