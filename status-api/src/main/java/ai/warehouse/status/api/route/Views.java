package ai.warehouse.status.api.route;

import static java.util.concurrent.CompletableFuture.completedFuture;

import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.api.view.Activity;
import ai.warehouse.status.api.view.BuildState;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.dynamodb.EventQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the states of builds from the tables. Whether one is queued or stalled is in doubt from
 * the status alone, and then the newest events are looked at, if they can be read.
 */
final class Views {
  private static final Logger LOG = LoggerFactory.getLogger(Views.class);
  private static final int NEWEST = 10;

  private final TableReader tables;
  private final Duration stalledAfter;
  private final InstantSource clock;

  Views(TableReader tables, Duration stalledAfter, InstantSource clock) {
    this.tables = tables;
    this.stalledAfter = stalledAfter;
    this.clock = clock;
  }

  /**
   * Derives the view of a build.
   *
   * @param previous how long the version before took; null if unknown
   */
  CompletableFuture<HeadView> of(Status status, @Nullable Duration previous) {
    HeadView view = view(status, Activity.UNKNOWN, previous);
    if (view.state() != BuildState.QUEUED && view.state() != BuildState.STALLED) {
      return completedFuture(view);
    }
    return tables
        .events(status.key(), EventQuery.newestFirst().limit(NEWEST))
        .thenApply(events -> view(status, Activity.ofNewest(events, NEWEST), previous))
        .exceptionally(
            failure -> {
              LOG.atDebug().addKeyValue("build", status.key()).setCause(failure).log("In doubt");
              return view;
            });
  }

  private HeadView view(Status status, Activity activity, @Nullable Duration previous) {
    return HeadView.of(status, activity, previous, clock.instant(), stalledAfter);
  }
}
