package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;

/**
 * The state of one locale of a build.
 *
 * @param completedAt the time of its latest complete event; null if there is none
 * @param failedAt the time of its latest error event; null if there is none
 */
public record LocaleState(Instant completedAt, Instant failedAt) {
  /** The state before any event. */
  public static final LocaleState NONE = new LocaleState(null, null);

  /** Returns whether an event is kept per locale; errors of the build as a whole are not. */
  static boolean concernedBy(StatusEvent event) {
    return event.kind() == EventKind.COMPLETE
        || event.kind() == EventKind.ERROR && event.locale() != null;
  }

  /** Returns the state with one more event. */
  LocaleState with(StatusEvent event) {
    return event.kind() == EventKind.COMPLETE
        ? new LocaleState(Times.latest(completedAt, event.createdAt()), failedAt)
        : new LocaleState(completedAt, Times.latest(failedAt, event.createdAt()));
  }

  /** Returns whether the locale counts as built; a later error doesn't change that. */
  boolean completed() {
    return completedAt != null;
  }

  /** Returns whether its latest error is later than its latest completion. */
  boolean failing() {
    return failedAt != null && (completedAt == null || failedAt.isAfter(completedAt));
  }
}
