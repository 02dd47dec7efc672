package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Screen;

/** Prints the report for people, each part as soon as it is known. */
final class RecoveryText {
  private static final double MB = 1e6;

  private final Screen screen;

  RecoveryText(Screen screen) {
    this.screen = screen;
  }

  void head(int rate) {
    screen.print(
        "%nSeconds from the start of a killed processor until of each partition an event that");
    screen.print(
        "was published after the kill has been folded, while %d events a second keep coming:",
        rate);
    screen.print(
        "median (least–most) of kills, of which every other one loses the local state too.");
  }

  void outcome(RecoveryBenchmark.Outcome outcome) {
    screen.print(
        "    %,9d builds of %d locales; changelogs of %,d records, %,.1f MB on disk",
        outcome.builds(),
        outcome.locales(),
        outcome.changelogs().records(),
        outcome.changelogs().bytes() / MB);
    screen.print("      state kept     %s", outcome.kept().all());
    screen.print("      state deleted  %s", outcome.deleted().all());
  }
}
