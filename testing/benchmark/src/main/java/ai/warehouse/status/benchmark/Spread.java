package ai.warehouse.status.benchmark;

import java.util.List;
import java.util.Locale;

/** Several measurements of one thing: the middle one, and how far they lie apart. */
public record Spread(double median, double min, double max, List<Double> all) {
  /**
   * Sums up measurements.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Spread of(List<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = measured.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1), List.copyOf(measured));
  }

  /** Returns the median, then the least and the most. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, min, max);
  }
}
