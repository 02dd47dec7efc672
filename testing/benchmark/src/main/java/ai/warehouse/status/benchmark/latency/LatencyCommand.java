package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ScratchFolder;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Measures the whole system from the command line. */
@Command(
    name = "latency",
    description =
        "How long it takes from publishing an event to its being in the tables, and how many a"
            + " second there can be.")
public final class LatencyCommand extends Measurement<LatencySizes> {
  /** Measures by the options given. */
  public LatencyCommand() {
    super(LatencySizes.FULL, LatencySizes.QUICK);
  }

  /** Returns one that shows the headline ratios, in a fraction of the time that they deserve. */
  public static LatencyCommand headline() {
    return new LatencyCommand(LatencySizes.HEADLINE);
  }

  /** Measures with other sizes. */
  LatencyCommand(LatencySizes sizes) {
    super(sizes, sizes);
  }

  /**
   * What comes out.
   *
   * @param maximum events a second; null if it was not to be found
   */
  public record Figures(
      long commitIntervalMs,
      long lingerMs,
      long batchLingerMs,
      Double maximum,
      List<LatencyBenchmark.Outcome> steady) {}

  @Override
  protected Figures measure(LatencySizes sizes, Run run) throws IOException, InterruptedException {
    Arrivals arrivals = new Arrivals();
    try (ScratchFolder folder = ScratchFolder.create("latency-");
        LatencyWorld world = new LatencyWorld(arrivals, folder.path())) {
      long commitIntervalMs =
          (long)
              ProcessorSettings.configDef()
                  .defaultValues()
                  .get(ProcessorSettings.COMMIT_INTERVAL_MS);
      long lingerMs = world.sinkMillis(SinkSettings.LINGER_MS);
      long batchLingerMs = world.sinkMillis(SinkSettings.BATCH_LINGER_MS);
      LatencyText text = new LatencyText(run.screen());
      text.head(commitIntervalMs, batchLingerMs, lingerMs);
      Workload workload = new Workload(sizes.builds(), Workload.LOCALES, run.seed());
      LatencyBenchmark benchmark = new LatencyBenchmark(world, arrivals, workload, run.log());
      benchmark.backlog(sizes.warmUp());
      Double maximum = null;
      List<Double> rates = new ArrayList<>(List.of((double) sizes.rate()));
      if (sizes.backlog() > 0) {
        maximum = benchmark.backlog(sizes.backlog());
        text.maximum(maximum, sizes.backlog());
        rates.add(maximum / 2);
      }
      List<LatencyBenchmark.Outcome> steady = new ArrayList<>();
      for (double rate : rates) {
        steady.add(benchmark.steady(rate, sizes.seconds()));
        text.steady(steady.get(steady.size() - 1), sizes.seconds());
      }
      return new Figures(commitIntervalMs, lingerMs, batchLingerMs, maximum, steady);
    }
  }
}
