package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Screen;
import java.util.Locale;

/** Prints the report for people, each part as soon as it is known. */
final class TopologyText {
  private final Screen screen;

  TopologyText(Screen screen) {
    this.screen = screen;
  }

  void head() {
    screen.print(
        "%nRecords of the event log a second, and ours as a ratio to each other contender's:");
    screen.print(
        "median (least–most) of rounds in which all took turns. CPU is the contender's own.");
  }

  void outcome(TopologyBenchmark.Outcome outcome) {
    Setting setting = outcome.setting();
    screen.print(
        "%n  %,d locales a build, %d builds at once; %d partitions, %d threads, commit each %d"
            + " ms",
        outcome.locales(),
        outcome.builds(),
        setting.partitions(),
        setting.threads(),
        setting.commitIntervalMs());
    for (TopologyBenchmark.Result result : outcome.results()) {
      screen.print(
          "    %-10s %,9.0f a second, %6.1f µs of CPU a record%s",
          result.contender().name().toLowerCase(Locale.ROOT),
          result.rate().median(),
          result.cpuMicros().median(),
          result.ours() == null ? "" : "; ours is " + result.ours());
    }
  }
}
