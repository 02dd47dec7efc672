package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;
import java.util.List;

/** Shows the statuses each time they have been read. */
interface ProgressView {
  /** Beyond so many builds a line each is of no use. */
  int MAX_LINES = 20;

  /**
   * Shows how things stand.
   *
   * @param statuses sorted by key
   */
  void show(List<Status> statuses);

  /** Returns one line about many builds. */
  static String summary(List<Status> statuses) {
    long complete = statuses.stream().filter(Status::complete).count();
    long failing = statuses.stream().filter(Status::error).count();
    return "%,d builds: %,d complete, %,d failing".formatted(statuses.size(), complete, failing);
  }
}
