package ai.warehouse.status.benchmark;

import java.util.concurrent.locks.LockSupport;

/** When each of a steady stream of events is due, whether or not those before it are done. */
public final class Pace {
  private static final double NANOS = 1e9;

  private final double rate;
  private final long begun = System.nanoTime();
  private long events;

  /**
   * Begins now.
   *
   * @param rate events a second
   */
  public Pace(double rate) {
    this.rate = rate;
  }

  /** Waits until the next event is due, and returns when that is by {@link System#nanoTime()}. */
  public long awaitNext() {
    long due = begun + (long) (events++ * NANOS / rate);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    return due;
  }
}
