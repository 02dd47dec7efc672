package ai.warehouse.status.chaos.storm;

import java.util.ArrayList;
import java.util.List;

/** The summary of a storm, for people. */
public final class StormText {
  private StormText() {}

  /** Returns the lines of a summary. */
  public static List<String> lines(Storm.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    count(lines, "faults injected", outcome.faults().values().stream().mapToInt(i -> i).sum());
    outcome.faults().forEach((kind, count) -> count(lines, kind.text(), count));
    outcome.failedFaults().forEach(failure -> lines.add("          " + failure));
    count(lines, "ended by themselves, and started again", outcome.endedByThemselves().size());
    outcome.endedByThemselves().forEach(ended -> lines.add("          " + ended));
    count(lines, "events sent", outcome.events());
    count(lines, "bad records sent", outcome.deadLetters().sent());
    lines.add(
        (outcome.calm() ? "no lag" : "STILL A LAG")
            + " %,d s after the storm".formatted(outcome.calmSeconds()));
    count(lines, "items compared", outcome.tables().compared());
    count(lines, "  lost", outcome.tables().lost());
    count(lines, "  wrong", outcome.tables().wrong());
    count(lines, "dead letters", outcome.deadLetters().letters());
    count(lines, "  lost", outcome.deadLetters().lost());
    count(lines, "  wrong", outcome.deadLetters().wrong());
    outcome.deadLetters().reasons().forEach((reason, count) -> count(lines, "  " + reason, count));
    count(lines, "reads of the tables", outcome.reads().reads());
    count(lines, "  changes", outcome.reads().changes());
    count(lines, "  regressed", outcome.reads().regressions().size());
    return lines;
  }

  private static void count(List<String> lines, String what, long count) {
    lines.add("%,9d  %s".formatted(count, what));
  }
}
