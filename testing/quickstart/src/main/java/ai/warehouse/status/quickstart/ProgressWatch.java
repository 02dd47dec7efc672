package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.dynamodb.StatusModels;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Shows the table of statuses every quarter of a second until a task is done. */
final class ProgressWatch {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Comparator<Status> BY_KEY =
      Comparator.comparing(status -> status.key().toString());

  private final StatusModels models;
  private final ProgressView view;
  private final Runnable check;

  /**
   * Watches the table of statuses.
   *
   * @param check called before each reading; throws if a service has failed
   */
  ProgressWatch(StatusModels models, ProgressView view, Runnable check) {
    this.models = models;
    this.view = view;
    this.check = check;
  }

  /**
   * Shows the table until the future is done and once more after that; fails as the future does.
   */
  void until(CompletableFuture<?> done) throws InterruptedException {
    while (!isDone(done)) {
      check.run();
      show();
    }
    show();
  }

  private static boolean isDone(CompletableFuture<?> done) throws InterruptedException {
    try {
      done.get(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof QuickstartException known
          ? known
          : new QuickstartException("publishing failed: " + e.getCause().getMessage(), e);
    }
  }

  private void show() {
    List<Status> statuses = models.statuses().scan().join();
    view.show(statuses.stream().sorted(BY_KEY).toList());
  }
}
