package ai.warehouse.status.api.live;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.util.ArrayList;
import java.util.List;

/** What one poll of the topics has brought. */
record Updates(List<StatusHead> heads, List<Status> statuses, List<StatusEvent> events) {
  Updates() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  boolean isEmpty() {
    return heads.isEmpty() && statuses.isEmpty() && events.isEmpty();
  }
}
