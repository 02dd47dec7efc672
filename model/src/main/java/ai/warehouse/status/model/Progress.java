package ai.warehouse.status.model;

import org.jspecify.annotations.Nullable;

/** Computes how far a build is (SPEC §2). */
public final class Progress {
  static final int MAX_PERCENT = 100;

  private Progress() {}

  /**
   * Returns the whole percent of locale builds that are done, cut, at most 100; 0 while the total
   * is not known or 0.
   *
   * @param total how many there are to build; null while not known
   */
  public static int percent(long count, @Nullable Integer total) {
    if (total == null || total == 0) {
      return 0;
    }
    return (int) Math.min(MAX_PERCENT, MAX_PERCENT * count / total);
  }

  /** Returns whether as many locales are built as there are to build, and there are any. */
  public static boolean isComplete(long count, @Nullable Integer total) {
    return total != null && total > 0 && count >= total;
  }
}
