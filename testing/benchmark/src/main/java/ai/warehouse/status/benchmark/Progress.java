package ai.warehouse.status.benchmark;

import java.io.PrintWriter;
import java.time.Duration;

/** Prints every few seconds how many steps of long work are done. */
public final class Progress {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final String steps;
  private final long total;
  private long done;
  private long printedNanos = System.nanoTime();

  Progress(PrintWriter out, String steps, long total) {
    this.out = out;
    this.steps = steps;
    this.total = total;
  }

  /** Counts more steps as done. */
  public void advance(long more) {
    done += more;
    long now = System.nanoTime();
    if (now - printedNanos > INTERVAL_NANOS) {
      printedNanos = now;
      out.printf("  ... %s: %,d of %,d%n", steps, done, total);
      out.flush();
    }
  }
}
