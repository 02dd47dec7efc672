package ai.warehouse.status.benchmark;

import java.util.concurrent.locks.LockSupport;

/**
 * The times at which the events of a steady stream are due, whether or not earlier ones are done.
 */
public final class Pace {
  private static final double NANOS = 1e9;

  private final double rate;
  private final long begunNanos = System.nanoTime();
  private long events;

  /**
   * Begins now.
   *
   * @param rate events a second; infinity for all at once
   */
  public Pace(double rate) {
    this.rate = rate;
  }

  /** Waits until the next event is due, and returns that time by {@link System#nanoTime()}. */
  public long awaitNext() {
    long due = begunNanos + (long) (events++ * NANOS / rate);
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    return due;
  }
}
