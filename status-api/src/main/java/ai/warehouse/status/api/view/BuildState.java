package ai.warehouse.status.api.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The state of a build, as shown (SPEC §5). */
public enum BuildState {
  /** Announced; no locale has an event. */
  QUEUED,
  /** On its way. */
  BUILDING,
  /** Neither complete nor failing, and without an event for long. */
  STALLED,
  /** All locales are complete. */
  COMPLETE,
  /** A locale, or the build as a whole, is failing; even if all locales are complete. */
  FAILING;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Returns the name in JSON. */
  public String wireName() {
    return wireName;
  }

  /** Returns whether neither time nor an event of the plain kind can change the state. */
  public boolean isFinal() {
    return this == COMPLETE || this == FAILING;
  }

  /**
   * Derives the state.
   *
   * @param lastSignOfLife the time of the latest event known
   * @param queued whether the build is announced and no locale is known to have an event
   */
  static BuildState of(
      boolean error,
      boolean complete,
      boolean queued,
      Instant lastSignOfLife,
      Instant now,
      Duration stalledAfter) {
    if (error) {
      return FAILING;
    }
    if (complete) {
      return COMPLETE;
    }
    if (!lastSignOfLife.plus(stalledAfter).isAfter(now)) {
      return STALLED;
    }
    return queued ? QUEUED : BUILDING;
  }
}
