package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;
import java.util.List;

/** Shows the statuses each time they have been read. */
interface ProgressView {
  /** With more builds than this a summary is shown instead of a line for each. */
  int MAX_LINES = 20;

  /**
   * Shows the current statuses.
   *
   * @param statuses sorted by key
   */
  void show(List<Status> statuses);

  /** Returns one line that counts the builds by state. */
  static String summary(List<Status> statuses) {
    long complete = statuses.stream().filter(Status::complete).count();
    long failing = statuses.stream().filter(Status::error).count();
    return "%,d builds: %,d complete, %,d failing".formatted(statuses.size(), complete, failing);
  }
}
