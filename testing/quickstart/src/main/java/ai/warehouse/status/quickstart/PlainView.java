package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Prints a line when a build has completed another quarter or has another state, for logs. */
final class PlainView implements ProgressView {
  private static final int STEP_PERCENT = 25;

  private final PrintStream out;
  private final Map<BuildKey, String> shown = new HashMap<>();
  private String summary = "";

  PlainView(PrintStream out) {
    this.out = out;
  }

  /** Takes builds as shown, so that only later changes are printed. */
  void takeAsShown(List<Status> statuses) {
    statuses.forEach(status -> shown.put(status.key(), gist(status)));
    summary = ProgressView.summary(statuses);
  }

  @Override
  public void show(List<Status> statuses) {
    if (statuses.size() > MAX_LINES) {
      showSummary(ProgressView.summary(statuses));
    } else {
      statuses.forEach(this::show);
    }
  }

  private void showSummary(String now) {
    if (!now.equals(summary)) {
      out.println(now);
      summary = now;
    }
  }

  private void show(Status status) {
    String now = gist(status);
    if (!now.equals(shown.put(status.key(), now))) {
      out.println(BuildLine.of(status));
    }
  }

  private static String gist(Status status) {
    return status.progress() / STEP_PERCENT + BuildLine.state(status);
  }
}
