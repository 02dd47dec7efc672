package ai.warehouse.status.benchmark;

import org.HdrHistogram.AbstractHistogram;

/** Milliseconds that so many in a hundred events took at most. */
public record Times(long count, double p50, double p99, double p999, double max) {
  private static final double MICROS_PER_MILLI = 1e3;

  /** Summarizes microseconds. */
  public static Times of(AbstractHistogram micros) {
    return new Times(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
        micros.getMaxValue() / MICROS_PER_MILLI);
  }

  @Override
  public String toString() {
    return "p50 %,6.0f  p99 %,6.0f  p99.9 %,6.0f  max %,6.0f  of %,d"
        .formatted(p50, p99, p999, max, count);
  }
}
