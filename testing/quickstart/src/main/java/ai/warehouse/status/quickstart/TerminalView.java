package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;
import java.io.PrintStream;
import java.util.List;

/** Draws the builds anew in place, for a terminal. */
final class TerminalView implements ProgressView {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";

  private final PrintStream out;
  private int drawn;

  TerminalView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(List<Status> statuses) {
    List<String> lines =
        statuses.size() > MAX_LINES
            ? List.of(ProgressView.summary(statuses))
            : statuses.stream().map(BuildLine::of).toList();
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append(UP.formatted(drawn));
    }
    for (String line : lines) {
      frame.append(line).append(CLEAR_TO_END_OF_LINE).append('\n');
    }
    out.print(frame);
    out.flush();
    drawn = Math.max(drawn, lines.size());
  }
}
