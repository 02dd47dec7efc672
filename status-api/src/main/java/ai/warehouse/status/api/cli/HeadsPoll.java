package ai.warehouse.status.api.cli;

import ai.warehouse.status.api.view.Activity;
import ai.warehouse.status.api.view.BuildState;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All heads: a scan, and the statuses of those heads that may have changed. */
final class HeadsPoll implements Poll {
  private final StatusModels models;
  private final Clock clock;
  private final Map<BuildKey, Seen> seen = new HashMap<>();
  private boolean first = true;

  private record Seen(Status status, BuildState state) {
    // The status may be written after the head.
    boolean isSettled(StatusHead head) {
      return state == BuildState.COMPLETE && status.revision() >= head.revision();
    }
  }

  HeadsPoll(StatusModels models, Clock clock) {
    this.models = models;
    this.clock = clock;
  }

  @Override
  public boolean show(LiveView view) {
    List<HeadView> changed = new ArrayList<>();
    for (Status status : models.statuses().findAll(unsettled()).join()) {
      HeadView head = HeadView.of(status, Activity.UNKNOWN, null, clock.instant(), STALLED_AFTER);
      Seen now = new Seen(status, head.state());
      if (!now.equals(seen.put(status.key(), now))) {
        changed.add(head);
      }
    }
    if (!first && changed.isEmpty()) {
      return true;
    }
    String event = first ? "snapshot" : "changes";
    first = false;
    return view.show(
        event,
        Json.parse(
            ViewJson.object(
                json -> {
                  json.writeArrayFieldStart("heads");
                  for (HeadView head : changed) {
                    head.write(json);
                  }
                  json.writeEndArray();
                })));
  }

  private List<BuildKey> unsettled() {
    Set<BuildKey> heads = new HashSet<>();
    List<BuildKey> unsettled = new ArrayList<>();
    for (StatusHead head : models.statusHeads().scan().join()) {
      BuildKey build = new BuildKey(head.key().pkg(), head.key().env(), head.version());
      heads.add(build);
      Seen before = seen.get(build);
      if (before == null || !before.isSettled(head)) {
        unsettled.add(build);
      }
    }
    seen.keySet().retainAll(heads);
    return unsettled;
  }
}
