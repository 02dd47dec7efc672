package ai.warehouse.status.api.view;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Estimates how long a build will still take (SPEC §5). */
final class TimeLeft {
  private TimeLeft() {}

  /**
   * Blends the pace of the build's own completions with the duration of the version before: the
   * more locales are complete, the more the pace counts.
   *
   * @param begun when the build began
   * @param lastChange when a locale was completed last, as far as is known
   * @param total number of locale builds; 0 if unknown
   * @param previous how long the build of the version before took; null if unknown
   * @return null if there is nothing to estimate from, or the estimate has run out
   */
  static @Nullable Duration estimate(
      Instant begun,
      Instant lastChange,
      Instant now,
      long completed,
      long total,
      @Nullable Duration previous) {
    double done = total > 0 ? Math.min(1.0, (double) completed / total) : 0;
    double ofPrevious = previous == null ? 0 : millis(now, begun.plus(previous));
    double ofPace =
        done == 0 ? 0 : millis(begun, lastChange) * (1 - done) / done - millis(lastChange, now);
    double weight = previous == null ? 1 : done;
    double left = weight * Math.max(0, ofPace) + (1 - weight) * Math.max(0, ofPrevious);
    return left < 1 ? null : Duration.ofMillis((long) left);
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
