package ai.warehouse.status.api.live;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statuses that changed last, of heads or not: one may come before its head, and before the
 * sink has stored it.
 */
final class RecentStatuses {
  static final int MAX = 10_000;

  private final Map<BuildKey, Status> newest = new LinkedHashMap<>();

  /** Takes a status, unless a newer one is known; returns whether it is new. */
  boolean update(Status status) {
    Status known = newest.get(status.key());
    if (known != null && known.revision() >= status.revision()) {
      return false;
    }
    newest.remove(status.key()); // so that it comes last
    newest.put(status.key(), status);
    if (newest.size() > MAX) {
      newest.remove(newest.keySet().iterator().next());
    }
    return true;
  }

  @Nullable Status get(BuildKey build) {
    return newest.get(build);
  }
}
