package ai.warehouse.status.api.view;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a build's events beyond its status.
 *
 * @param lastEventAt the time of the latest event; null while unknown
 * @param queued whether the build is announced and no locale has an event; null while unknown
 * @param count number of completed locales; null while unknown
 */
public record Activity(
    @Nullable Instant lastEventAt, @Nullable Boolean queued, @Nullable Long count) {
  /** No event was looked at. */
  public static final Activity UNKNOWN = new Activity(null, null, null);

  /**
   * Derives the activity from the newest few events of a build.
   *
   * @param limit how many were asked for: if there are fewer, these are all
   */
  public static Activity ofNewest(List<StatusEvent> events, int limit) {
    Instant last = events.stream().map(StatusEvent::createdAt).max(Instant::compareTo).orElse(null);
    boolean begun = events.size() >= limit || events.stream().anyMatch(Activity::begins);
    boolean announced = events.stream().anyMatch(event -> event.kind() == EventKind.QUEUED);
    return new Activity(last, announced && !begun, null);
  }

  /** Returns whether an event is one of a locale; completions without a name are. */
  static boolean begins(StatusEvent event) {
    return event.locale() != null || event.kind() == EventKind.COMPLETE;
  }

  /** Returns what still holds when the build's status has changed. */
  public Activity afterChange() {
    return new Activity(lastEventAt, Boolean.TRUE.equals(queued) ? null : queued, null);
  }
}
