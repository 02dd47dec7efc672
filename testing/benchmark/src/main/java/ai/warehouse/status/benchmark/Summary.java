package ai.warehouse.status.benchmark;

import java.util.List;

/** Several measurements of one quantity: the median, the least and the greatest. */
public record Summary(double median, double min, double max, List<Double> all) {
  /**
   * Summarizes measurements.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Summary of(List<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = measured.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Summary(median, sorted.get(0), sorted.get(sorted.size() - 1), List.copyOf(measured));
  }

  /** Returns the median, then the least and the greatest in brackets. */
  @Override
  public String toString() {
    return "%.2f (%.2f–%.2f)".formatted(median, min, max);
  }
}
