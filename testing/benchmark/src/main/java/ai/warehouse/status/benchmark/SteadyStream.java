package ai.warehouse.status.benchmark;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** So many events a second; at an infinite rate all are due at once. */
public record SteadyStream(double rate, int seconds) {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns how many events are due in all. */
  public long events() {
    return Math.round(rate * seconds);
  }

  /**
   * Publishes events, each when it is due and not when the one before is done.
   *
   * @param publish given when the event was due, by {@link System#nanoTime}, from which latency
   *     counts
   */
  public void run(long events, Progress progress, LongConsumer publish) {
    long begun = System.nanoTime();
    for (long i = 0; i < events; i++) {
      long due = begun + (long) (i * NANOS_PER_SECOND / rate);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      publish.accept(due);
      progress.advance(1);
    }
  }
}
