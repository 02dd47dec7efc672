package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the sink from the command line. */
@Command(
    name = "sink",
    description =
        "How fast the sink stores a backlog beside a bare loader, what an event costs at the"
            + " database, and in how much memory.",
    footer = "%nWith --quick it takes some five minutes.")
public final class SinkCommand extends Measurement<SinkSizes> {
  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Which parts: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  /** What can be measured. */
  enum Part {
    throughput,
    cost,
    memory
  }

  /** Measures by the options given. */
  public SinkCommand() {
    super(SinkSizes.FULL, SinkSizes.QUICK);
  }

  /** Returns one that shows the headline ratios, in a fraction of the time that they deserve. */
  public static SinkCommand headline() {
    SinkCommand command = new SinkCommand(SinkSizes.HEADLINE);
    command.parts = EnumSet.of(Part.throughput);
    return command;
  }

  /** Measures with other sizes. */
  SinkCommand(SinkSizes sizes) {
    super(sizes, sizes);
  }

  /** What comes out. */
  public record Figures(
      List<ThroughputBenchmark.Outcome> throughput,
      List<CostBenchmark.Outcome> cost,
      List<MemoryBenchmark.Outcome> memory) {}

  @Override
  protected Figures measure(SinkSizes sizes, Run run) throws IOException, InterruptedException {
    SinkText text = new SinkText(run.screen());
    try (ScratchFolder folder = ScratchFolder.create("sink-");
        SinkWorld world = new SinkWorld(folder.path())) {
      return new Figures(
          parts.contains(Part.throughput) ? throughput(world, sizes, run, text) : List.of(),
          parts.contains(Part.cost) ? cost(world, sizes, run, text) : List.of(),
          parts.contains(Part.memory) ? memory(world, sizes, run, folder.path(), text) : List.of());
    }
  }

  private static List<ThroughputBenchmark.Outcome> throughput(
      SinkWorld world, SinkSizes sizes, Run run, SinkText text) throws InterruptedException {
    text.throughputHead();
    List<ThroughputBenchmark.Outcome> outcomes = new ArrayList<>();
    for (Backlog backlog : sizes.backlogs()) {
      ThroughputBenchmark benchmark = new ThroughputBenchmark(world, sizes, run.seed(), run.log());
      List<ThroughputBenchmark.Outcome> both = benchmark.run(backlog);
      both.forEach(text::throughput);
      outcomes.addAll(both);
    }
    return outcomes;
  }

  private static List<CostBenchmark.Outcome> cost(
      SinkWorld world, SinkSizes sizes, Run run, SinkText text) throws InterruptedException {
    text.costHead();
    CostBenchmark benchmark = new CostBenchmark(world, sizes, run.seed());
    List<CostBenchmark.Outcome> outcomes = new ArrayList<>();
    outcomes.add(benchmark.backlog());
    text.cost(outcomes.get(0));
    for (int rate : sizes.rates()) {
      outcomes.add(benchmark.busy(rate, null));
      text.cost(outcomes.get(outcomes.size() - 1));
    }
    for (int linger : sizes.lingers()) {
      outcomes.add(benchmark.busy(sizes.lingerRate(), linger));
      text.cost(outcomes.get(outcomes.size() - 1));
    }
    if (sizes.slowEvents() > 0) {
      outcomes.add(benchmark.slow());
      text.cost(outcomes.get(outcomes.size() - 1));
    }
    return outcomes;
  }

  private static List<MemoryBenchmark.Outcome> memory(
      SinkWorld world, SinkSizes sizes, Run run, Path folder, SinkText text)
      throws IOException, InterruptedException {
    text.memoryHead();
    MemoryBenchmark benchmark = new MemoryBenchmark(world, sizes, run.seed(), folder, run.log());
    List<MemoryBenchmark.Outcome> outcomes = new ArrayList<>();
    for (int bufferMb : sizes.buffersMb()) {
      for (int events : sizes.drained()) {
        outcomes.add(benchmark.run(events, bufferMb));
        text.memory(outcomes.get(outcomes.size() - 1));
      }
    }
    return outcomes;
  }
}
