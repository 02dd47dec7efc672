package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Screen;

/** Prints the report for people, each part as soon as it is known. */
final class SinkText {
  private final Screen screen;

  SinkText(Screen screen) {
    this.screen = screen;
  }

  void throughputHead() {
    screen.print(
        "%nItems stored a second of a backlog, and as a ratio to a bare loader that took turns:");
    screen.print(
        "median (least–most) of rounds; with the database on cores that it shares, or of its own.");
  }

  void throughput(ThroughputBenchmark.Outcome outcome) {
    screen.print(
        "  %-16s %-6s ratio %s; sink %,.0f, loader %,.0f a second; %,d items a round",
        outcome.what(),
        outcome.cores(),
        outcome.ratio(),
        outcome.sink().median(),
        outcome.loader().median(),
        outcome.items());
  }

  void costHead() {
    screen.print("%nWhat an event as delivered costs, by what DynamoDB Local reports:");
    screen.print(
        "  %-26s %8s %8s %8s %6s %7s", "stream", "linger", "units", "requests", "reads", "behind");
  }

  void cost(CostBenchmark.Outcome outcome) {
    screen.print(
        "  %-26s %8s %8.3f %8.3f %6d %5.1f s",
        outcome.stream(),
        outcome.lingerMs() == null ? "default" : outcome.lingerMs() + " ms",
        outcome.units(),
        outcome.requests(),
        outcome.reads(),
        outcome.behindSeconds());
  }

  void memoryHead() {
    screen.print(
        "%nPeak memory of a sink that drains a backlog, with a database that stores nothing: what of");
    screen.print(
        "the heap was in use after full collections, one each second: median (least–most); and what");
    screen.print("the process took at most.");
  }

  void memory(MemoryBenchmark.Outcome outcome) {
    screen.print(
        "  %,9d events, buffer.memory %3d MB: %.0f (%.0f–%.0f) MB in use, %s of process; %.0f s",
        outcome.events(),
        outcome.bufferMb(),
        outcome.usedMb().median(),
        outcome.usedMb().min(),
        outcome.usedMb().max(),
        outcome.processMb() == null ? "unknown" : "%.0f MB".formatted(outcome.processMb()),
        outcome.seconds());
  }
}
