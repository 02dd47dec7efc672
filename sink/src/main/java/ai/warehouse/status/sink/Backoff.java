package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that the writers of
 * all instances don't come back at the same moment.
 *
 * @param first the longest wait before the second attempt
 * @param max the longest wait before any
 */
record Backoff(Duration first, Duration max, RandomGenerator random) {
  private static final int MAX_SHIFT = 30;

  /**
   * Returns a wait.
   *
   * @param failures how often it has failed, 1 or more
   */
  Duration after(int failures) {
    long ceiling = first.toMillis() << Math.min(failures - 1, MAX_SHIFT);
    return Duration.ofMillis(random.nextLong(Math.min(ceiling, max.toMillis()) + 1));
  }
}
