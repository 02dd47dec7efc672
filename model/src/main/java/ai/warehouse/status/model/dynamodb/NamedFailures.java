package ai.warehouse.status.model.dynamodb;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Passes all signals on; the failure of a missing table gets the table's name. */
record NamedFailures<T>(String table, Publisher<T> upstream) implements Publisher<T> {
  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    upstream.subscribe(new Naming<T>(table, subscriber));
  }

  private record Naming<T>(String table, Subscriber<? super T> downstream)
      implements Subscriber<T> {
    @Override
    public void onSubscribe(Subscription subscription) {
      downstream.onSubscribe(subscription);
    }

    @Override
    public void onNext(T item) {
      downstream.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      downstream.onError(Failures.named(table, failure));
    }

    @Override
    public void onComplete() {
      downstream.onComplete();
    }
  }
}
