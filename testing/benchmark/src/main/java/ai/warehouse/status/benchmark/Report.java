package ai.warehouse.status.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of a measurement: text for people at once, and its figures as JSON in the end. */
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter out;
  private final PrintWriter progress;
  private final Map<String, List<Record>> figures = new LinkedHashMap<>();

  /**
   * Begins a report.
   *
   * @param out gets the text
   * @param progress gets how far a measurement has come
   */
  Report(PrintWriter out, PrintWriter progress) {
    this.out = out;
    this.progress = progress;
  }

  /** Prints a line. */
  public void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }

  /** Prints a figure by its {@code toString}, and keeps the figure for the file. */
  public void add(Record figure) {
    print("%s", figure);
    figures
        .computeIfAbsent(figure.getClass().getSimpleName(), first -> new ArrayList<>())
        .add(figure);
  }

  /** Shows the progress of so many steps from now on. */
  public Progress progress(String steps, long total) {
    return new Progress(progress, steps, total);
  }

  /**
   * Writes all figures by the names of their records, and creates the folders above the file.
   *
   * @param head what the file begins with
   */
  void write(Path file, Map<String, Object> head) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(head);
    all.putAll(figures);
    Files.createDirectories(file.toAbsolutePath().getParent());
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
  }
}
