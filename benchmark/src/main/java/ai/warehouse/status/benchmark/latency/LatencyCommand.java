package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Results;
import ai.warehouse.status.benchmark.ScratchFolder;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the whole system from the command line. */
@Command(
    name = "latency",
    description =
        "How long it takes from publishing an event to its being in the tables, and how many a"
            + " second there can be.")
public final class LatencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "What the events are made up from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "benchmark/results",
      description = "Where the results go as JSON (default: ${DEFAULT-VALUE}).")
  private Path out;

  private LatencySizes sizes;

  /** Measures by the options given. */
  public LatencyCommand() {}

  /** Measures with other sizes. */
  LatencyCommand(LatencySizes sizes) {
    this.sizes = sizes;
  }

  /**
   * All that a run says.
   *
   * @param maximum events a second
   */
  public record Report(
      String what,
      Instant begun,
      boolean quick,
      long seed,
      Machine machine,
      long commitIntervalMs,
      long lingerMs,
      long batchLingerMs,
      double maximum,
      List<LatencyBenchmark.Outcome> steady) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Machine machine = Machine.current();
    LatencySizes chosen = sizes != null ? sizes : quick ? LatencySizes.QUICK : LatencySizes.FULL;
    print("latency%s, seed %d", quick ? " --quick" : "", seed);
    print("%s", machine);
    Arrivals arrivals = new Arrivals();
    try (ScratchFolder folder = ScratchFolder.create("latency-");
        LatencyWorld world = new LatencyWorld(arrivals, folder.path())) {
      Report report = report(begun, machine, chosen, world, arrivals);
      Path file = out.resolve("latency-%s.json".formatted(begun.toString().replace(":", "")));
      Results.write(file, report);
      print("%nAll figures: %s", file);
    }
    return 0;
  }

  private Report report(
      Instant begun, Machine machine, LatencySizes chosen, LatencyWorld world, Arrivals arrivals)
      throws InterruptedException {
    long commitIntervalMs =
        (long)
            ProcessorSettings.configDef().defaultValues().get(ProcessorSettings.COMMIT_INTERVAL_MS);
    long lingerMs = world.sinkMillis(SinkSettings.LINGER_MS);
    long batchLingerMs = world.sinkMillis(SinkSettings.BATCH_LINGER_MS);
    print("");
    print(
        "Milliseconds from when an event was due to be published: until it was stored, and until");
    print("a status was that has it in it (queued, complete and error events).");
    print(
        "Configured: commit.interval.ms %d, batch.linger.ms %d for events, linger.ms %d for all"
            + " else.",
        commitIntervalMs, batchLingerMs, lingerMs);
    LatencyBenchmark benchmark =
        new LatencyBenchmark(
            world,
            arrivals,
            new Workload(chosen.builds(), Workload.LOCALES, seed),
            spec.commandLine().getErr());
    benchmark.backlog(chosen.warmUp());
    double maximum = benchmark.backlog(chosen.backlog());
    print("  at most %,.0f events a second, of %,d at once", maximum, chosen.backlog());
    List<LatencyBenchmark.Outcome> steady = new ArrayList<>();
    for (double rate : List.of((double) chosen.rate(), maximum / 2)) {
      LatencyBenchmark.Outcome outcome = benchmark.steady(rate, chosen.seconds());
      steady.add(outcome);
      print("  %,.0f events a second for %d s", rate, chosen.seconds());
      print("until the event", outcome.event());
      print("until the status", outcome.status());
    }
    return new Report(
        "latency",
        begun,
        quick,
        seed,
        machine,
        commitIntervalMs,
        lingerMs,
        batchLingerMs,
        maximum,
        steady);
  }

  private void print(String what, LatencyBenchmark.Times times) {
    print(
        "    %-17s p50 %,7.0f   p99 %,7.0f   p99.9 %,7.0f   max %,7.0f",
        what, times.p50(), times.p99(), times.p999(), times.max());
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(Locale.ROOT, format + "%n", values);
    spec.commandLine().getOut().flush();
  }
}
