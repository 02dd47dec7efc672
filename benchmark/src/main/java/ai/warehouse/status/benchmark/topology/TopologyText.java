package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Machine;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the report for people, each part as soon as it is known. */
final class TopologyText {
  private final PrintWriter out;

  TopologyText(PrintWriter out) {
    this.out = out;
  }

  void head(Machine machine, long seed, boolean quick) {
    print("topology%s, seed %d", quick ? " --quick" : "", seed);
    print("%s", machine);
    print("");
    print("Records of the event log a second, and ours as a ratio to each other contender's:");
    print("median (least–most) of rounds in which all took turns. CPU is the contender's own.");
  }

  void outcome(TopologyBenchmark.Outcome outcome) {
    Setting setting = outcome.setting();
    print(
        "%n  %s, %,d locales a build, %d builds at once; %d partitions, %d threads, commit each %d"
            + " ms",
        setting.guarantee(),
        outcome.locales(),
        outcome.builds(),
        setting.partitions(),
        setting.threads(),
        setting.commitIntervalMs());
    for (TopologyBenchmark.Result result : outcome.results()) {
      print(
          "    %-10s %,9.0f a second, %6.1f µs of CPU a record%s",
          result.contender().name().toLowerCase(Locale.ROOT),
          result.rate().median(),
          result.cpuMicros().median(),
          result.ours() == null ? "" : "; ours is " + result.ours());
    }
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
