package ai.warehouse.status.sink;

import java.time.Duration;

/**
 * A point in time, by the clock that nobody sets.
 *
 * @param nanos of System.nanoTime
 */
record Deadline(long nanos) {
  static Deadline in(Duration timeout) {
    return new Deadline(System.nanoTime() + timeout.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }
}
