package ai.warehouse.status.benchmark;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells now and then how far long work has come. */
public final class Progress {
  private static final long EVERY = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final String what;
  private final long total;
  private long done;
  private long told = System.nanoTime();

  /** Begins work on so many things. */
  public Progress(PrintWriter out, String what, long total) {
    this.out = out;
    this.what = what;
    this.total = total;
  }

  /** Notes that so many more are done. */
  public void advance(long more) {
    done += more;
    long now = System.nanoTime();
    if (now - told > EVERY) {
      told = now;
      out.printf("  ... %s: %,d of %,d%n", what, done, total);
      out.flush();
    }
  }
}
