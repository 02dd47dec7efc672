package ai.warehouse.status.api.live;

import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Passes the stored events of a build to the loop, some at a time, and then how that ended. */
final class HistoryReader implements Subscriber<List<StatusEvent>> {
  private final Loop loop;
  private final Consumer<StatusEvent> taken;
  private final Runnable ended;
  private final Consumer<Throwable> failed;
  private volatile @Nullable Subscription subscription;
  private boolean cancelled;

  HistoryReader(
      Loop loop, Consumer<StatusEvent> taken, Runnable ended, Consumer<Throwable> failed) {
    this.loop = loop;
    this.taken = taken;
    this.ended = ended;
    this.failed = failed;
  }

  /** Makes nothing more be read or passed on; on the loop's thread. */
  void cancel() {
    cancelled = true;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<StatusEvent> events) {
    List<StatusEvent> copy = List.copyOf(events); // the SDK clears its list
    loop.execute(() -> take(copy));
  }

  private void take(List<StatusEvent> events) {
    Subscription source = Objects.requireNonNull(subscription);
    if (cancelled) {
      source.cancel();
      return;
    }
    events.forEach(taken);
    source.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    loop.execute(
        () -> {
          if (!cancelled) {
            failed.accept(failure);
          }
        });
  }

  @Override
  public void onComplete() {
    loop.execute(
        () -> {
          if (!cancelled) {
            ended.run();
          }
        });
  }
}
