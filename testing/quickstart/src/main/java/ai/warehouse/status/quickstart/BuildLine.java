package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;

/** The progress of a build in one line. */
final class BuildLine {
  private static final int BAR_WIDTH = 20;
  private static final int MAX_PERCENT = 100;

  private BuildLine() {}

  /** Returns a line such as {@code checkout prod 2.3.0 [#####.....] 50 % of 20 building}. */
  static String of(Status status) {
    String build =
        "%-12s %-5s %-8s".formatted(status.key().pkg(), status.key().env(), status.key().version());
    String total = status.total() == null ? "?" : status.total().toString();
    return "%s [%s] %3d %% of %s  %s"
        .formatted(build, bar(status.progress()), status.progress(), total, state(status));
  }

  private static String bar(int percent) {
    int filled = BAR_WIDTH * percent / MAX_PERCENT;
    return "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
  }

  /** Returns the state of a build in words. */
  static String state(Status status) {
    if (status.error()) {
      return status.complete() ? "complete, with a failure" : "failing";
    }
    return status.complete() ? "complete" : "building";
  }
}
