package ai.warehouse.status.api.cli;

import ai.warehouse.status.api.view.BuildView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.dynamodb.StatusModels;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One build, or whichever is the head: its status, and its events. */
final class BuildPoll implements Poll {
  /** What a look reads at first; all events if none of these is known from the look before. */
  private static final int NEWEST = 100;

  private final StatusModels models;
  private final Target target;
  private final Clock clock;
  private @Nullable BuildKey build;
  private BuildView shown = new BuildView(STALLED_AFTER);

  BuildPoll(StatusModels models, Target target, Clock clock) {
    this.models = models;
    this.target = target;
    this.clock = clock;
  }

  @Override
  public boolean show(LiveView view) {
    BuildKey now = find();
    if (now == null) {
      return true;
    }
    boolean snapshot = !now.equals(build);
    if (snapshot) {
      build = now;
      shown = new BuildView(STALLED_AFTER);
    }
    look(now);
    Instant time = clock.instant();
    if (snapshot) {
      byte[] json = ViewJson.object(generator -> shown.writeSnapshot(generator, time));
      shown.clearChanges(time);
      return view.show("snapshot", Json.parse(json));
    }
    return shown.hasChanged(time)
        ? view.show(
            "changes",
            Json.parse(ViewJson.object(generator -> shown.writeChanges(generator, time))))
        : true;
  }

  private @Nullable BuildKey find() {
    StatusHead head = models.statusHeads().findOne(target.key()).join();
    String version = head == null || target.version() != null ? target.version() : head.version();
    if (version == null) {
      return null;
    }
    shown.head(head != null && version.equals(head.version()));
    return target.at(version);
  }

  private void look(BuildKey now) {
    Status status = models.statuses().findOne(now).join();
    if (status != null) {
      shown.update(status);
    }
    List<StatusEvent> newest =
        models.statusEvents().findAll(now, EventQuery.newestFirst().limit(NEWEST)).join();
    long known = newest.stream().filter(event -> !shown.add(event)).count();
    if (known == 0 && newest.size() == NEWEST) {
      models
          .statusEvents()
          .findAllPaged(now, EventQuery.oldestFirst())
          .subscribe(shown::add)
          .join();
    }
  }
}
