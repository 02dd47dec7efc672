package ai.warehouse.status.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one locale of a build is (SPEC §2): folded from its complete and error events, in any
 * order.
 *
 * @param completedAt the time of its latest complete event; null if there is none
 * @param failedAt the time of its latest error event; null if there is none
 */
public record LocaleState(@Nullable Instant completedAt, @Nullable Instant failedAt) {
  /** The state before any event. */
  public static final LocaleState NONE = new LocaleState(null, null);

  /** Returns whether an event is kept per locale; errors of the build as a whole are not. */
  public static boolean concernedBy(StatusEvent event) {
    return event.kind() == EventKind.COMPLETE
        || event.kind() == EventKind.ERROR && event.locale() != null;
  }

  /** Returns the state with one more event, a complete or an error one. */
  public LocaleState with(StatusEvent event) {
    return event.kind() == EventKind.COMPLETE
        ? new LocaleState(latest(completedAt, event.createdAt()), failedAt)
        : new LocaleState(completedAt, latest(failedAt, event.createdAt()));
  }

  private static Instant latest(@Nullable Instant known, Instant time) {
    return known == null || time.isAfter(known) ? time : known;
  }

  /** Returns whether the locale counts as built; a later error doesn't change that. */
  public boolean completed() {
    return completedAt != null;
  }

  /** Returns whether its latest error is later than its latest completion. */
  public boolean failing() {
    return failedAt != null && (completedAt == null || failedAt.isAfter(completedAt));
  }
}
