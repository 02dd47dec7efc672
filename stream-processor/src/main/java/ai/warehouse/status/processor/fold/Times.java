package ai.warehouse.status.processor.fold;

import java.time.Instant;

/** Minima and maxima of times, where null stands for none yet. */
final class Times {
  private Times() {}

  static Instant latest(Instant known, Instant time) {
    return known == null || time.isAfter(known) ? time : known;
  }

  static Instant earliest(Instant known, Instant time) {
    return known == null || time.isBefore(known) ? time : known;
  }
}
