package ai.warehouse.status.api.live;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The one thread on which all live state changes, with its clock. */
interface Loop extends Executor {
  /** A task that is yet to run. */
  @FunctionalInterface
  interface Timer {
    /** Makes the task not run, unless it has begun. */
    void cancel();
  }

  /** Runs a task once, after a delay. */
  Timer schedule(Duration delay, Runnable task);

  /** Returns the time. */
  Instant now();
}
