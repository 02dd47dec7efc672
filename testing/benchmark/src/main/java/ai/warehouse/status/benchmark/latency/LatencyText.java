package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Screen;

/** Prints the report for people, each part as soon as it is known. */
final class LatencyText {
  private final Screen screen;

  LatencyText(Screen screen) {
    this.screen = screen;
  }

  void head(long commitIntervalMs, long batchLingerMs, long lingerMs) {
    screen.print(
        "%nMilliseconds from when an event was due to be published: until it was stored, and until");
    screen.print("a status was that has it in it (queued, complete and error events).");
    screen.print(
        "Configured: commit.interval.ms %d, batch.linger.ms %d for events, linger.ms %d for all"
            + " else.",
        commitIntervalMs, batchLingerMs, lingerMs);
  }

  void maximum(double rate, int events) {
    screen.print("  at most %,.0f events a second, of %,d at once", rate, events);
  }

  void steady(LatencyBenchmark.Outcome outcome, int seconds) {
    screen.print("  %,.0f events a second for %d s", outcome.rate(), seconds);
    times("until the event", outcome.event());
    times("until the status", outcome.status());
  }

  private void times(String what, LatencyBenchmark.Times times) {
    screen.print(
        "    %-17s p50 %,7.0f   p99 %,7.0f   p99.9 %,7.0f   max %,7.0f",
        what, times.p50(), times.p99(), times.p999(), times.max());
  }
}
