package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.Progress;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;

/**
 * The state of one build; its size doesn't grow with the number of its events.
 *
 * @param createdAt the earliest time of all events; null before any
 * @param updatedAt the latest time of the queued, error and complete events; null before any
 * @param total how many locale builds there are; null while unknown
 * @param completedLocales how many locales have a complete event, the unnamed one among them
 * @param failingLocales how many named locales are failing
 * @param completedAt the time of the latest complete event of any locale; null before any
 * @param failedAt the time of the latest error event without locale; null before any
 * @param previousVersion the version before this one in its package; null for the first
 * @param nextVersion the version after this one in its package; null for the last, which is the
 *     head
 */
public record BuildState(
    Instant createdAt,
    Instant updatedAt,
    Total total,
    long completedLocales,
    long failingLocales,
    Instant completedAt,
    Instant failedAt,
    String previousVersion,
    String nextVersion) {
  /** The state before any event. */
  static final BuildState NONE = new BuildState(null, null, null, 0, 0, null, null, null, null);

  boolean exists() {
    return createdAt != null;
  }

  /** Returns whether the build is the last of its package, which {@link #NONE} is not. */
  boolean isHead() {
    return exists() && nextVersion == null;
  }

  /**
   * Returns whether an event is one of the many that tell no more than that the build goes on: of
   * the plain kind, and not before all others.
   */
  boolean goesOnWith(StatusEvent event) {
    return event.kind() == EventKind.EVENT && exists() && !event.createdAt().isBefore(createdAt);
  }

  /** Returns the state with one more event, which changed a locale's state as given. */
  BuildState with(StatusEvent event, LocaleState before, LocaleState after) {
    boolean complete = event.kind() == EventKind.COMPLETE;
    boolean ownError = event.kind() == EventKind.ERROR && event.locale() == null;
    Instant time = event.createdAt();
    return new BuildState(
        Times.earliest(createdAt, time),
        event.kind() == EventKind.EVENT ? updatedAt : Times.latest(updatedAt, time),
        Total.latest(total, event),
        completedLocales + change(before.completed(), after.completed()),
        failingLocales + (event.locale() == null ? 0 : change(before.failing(), after.failing())),
        complete ? Times.latest(completedAt, time) : completedAt,
        ownError ? Times.latest(failedAt, time) : failedAt,
        previousVersion,
        nextVersion);
  }

  private static int change(boolean before, boolean after) {
    return Boolean.compare(after, before);
  }

  /** Returns the state with another version before it; null for none. */
  BuildState withPreviousVersion(String version) {
    return new BuildState(
        createdAt,
        updatedAt,
        total,
        completedLocales,
        failingLocales,
        completedAt,
        failedAt,
        version,
        nextVersion);
  }

  /** Returns the state with another version after it; null for none. */
  BuildState withNextVersion(String version) {
    return new BuildState(
        createdAt,
        updatedAt,
        total,
        completedLocales,
        failingLocales,
        completedAt,
        failedAt,
        previousVersion,
        version);
  }

  private boolean complete() {
    return Progress.isComplete(completedLocales, announced());
  }

  private Integer announced() {
    return total == null ? null : total.value();
  }

  /**
   * Returns what readers see of a build that exists.
   *
   * @param key names the build in the error
   * @throws IllegalStateException if the state contradicts itself
   */
  ShownBuild shown(BuildKey key) {
    boolean complete = complete();
    return new ShownBuild(
        createdAt,
        updatedAt == null ? createdAt : updatedAt,
        announced(),
        Progress.percent(completedLocales, announced()),
        complete,
        failingLocales > 0 || failing(key, complete),
        previousVersion);
  }

  // An error of the build as a whole is healed by its being complete, with a completion no earlier.
  private boolean failing(BuildKey key, boolean complete) {
    if (complete && completedAt == null) {
      throw new IllegalStateException(
          "the state of %s counts completions and knows the time of none".formatted(key));
    }
    return failedAt != null && !(complete && !completedAt.isBefore(failedAt));
  }
}
