package ai.warehouse.status.benchmark;

import java.io.PrintWriter;
import java.util.Locale;

/** Where a report goes for people, each line as soon as it is known. */
public record Screen(PrintWriter out) {
  /** Prints a line. */
  public void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
