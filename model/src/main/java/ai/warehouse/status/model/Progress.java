package ai.warehouse.status.model;

import org.jspecify.annotations.Nullable;

/** Computes how far a build is (SPEC §2). */
public final class Progress {
  static final int MAX_PERCENT = 100;

  private Progress() {}

  /**
   * Returns the percentage of complete locale builds, rounded down, at most 100; 0 while the total
   * is unknown or 0.
   *
   * @param total number of locale builds; null while unknown
   */
  public static int percent(long count, @Nullable Integer total) {
    if (total == null || total == 0) {
      return 0;
    }
    return (int) Math.min(MAX_PERCENT, MAX_PERCENT * count / total);
  }

  /** Returns whether all locale builds are complete, of which there must be at least one. */
  public static boolean isComplete(long count, @Nullable Integer total) {
    return total != null && total > 0 && count >= total;
  }
}
