package ai.warehouse.status.chaos.storm;

import java.util.ArrayList;
import java.util.List;

/** Says what a storm did and left. */
public final class StormText {
  private StormText() {}

  /** Returns the lines of a summary. */
  public static List<String> lines(Storm.Outcome outcome) {
    List<String> lines = new ArrayList<>();
    int faults = outcome.faults().values().stream().mapToInt(Integer::intValue).sum();
    lines.add("faults injected    %,d".formatted(faults));
    outcome.faults().forEach((kind, count) -> lines.add("%,8d  %s".formatted(count, kind.text())));
    outcome.failedFaults().forEach(failure -> lines.add("          " + failure));
    lines.add(
        "ended by itself    %,d, and started again".formatted(outcome.endedByThemselves().size()));
    outcome.endedByThemselves().forEach(ended -> lines.add("          " + ended));
    lines.add("events sent        %,d".formatted(outcome.records()));
    lines.add("bad records sent   %,d".formatted(outcome.deadLetters().sent()));
    lines.add(
        outcome.calm()
            ? "backlog            0, %,d s after the storm".formatted(outcome.calmSeconds())
            : "backlog            NOT 0, %,d s after the storm".formatted(outcome.calmSeconds()));
    lines.add("items compared     %,d".formatted(outcome.tables().compared()));
    lines.add("  lost             %,d".formatted(outcome.tables().lost()));
    lines.add("  wrong            %,d".formatted(outcome.tables().wrong()));
    lines.add("dead letters       %,d".formatted(outcome.deadLetters().letters()));
    lines.add("  lost             %,d".formatted(outcome.deadLetters().lost()));
    lines.add("  wrong            %,d".formatted(outcome.deadLetters().wrong()));
    lines.add(
        "changes seen       %,d, by %,d readings of the tables"
            .formatted(outcome.reader().changes(), outcome.reader().looks()));
    lines.add("  regressed        %,d".formatted(outcome.reader().setbacks().size()));
    return lines;
  }
}
