package ai.warehouse.status.model.dynamodb;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber that asks for one item when the test wants one. */
final class Taker<T> implements Subscriber<T> {
  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<T> items = new LinkedBlockingQueue<>();
  private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Asks for the next item and returns it; null if there is none. */
  T take() {
    subscription.join().request(1);
    try {
      return items.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks for everything, and returns when all is there. */
  List<T> takeAll() {
    subscription.join().request(Long.MAX_VALUE);
    end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return List.copyOf(items);
  }

  void cancel() {
    subscription.join().cancel();
  }

  /** Asks for more, and returns when it learns that there is none. */
  void awaitEnd() {
    subscription.join().request(1);
    end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription.complete(given);
  }

  @Override
  public void onNext(T item) {
    items.add(item);
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}
