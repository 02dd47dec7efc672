package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Results;
import ai.warehouse.status.benchmark.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the sink from the command line. */
@Command(
    name = "sink",
    description =
        "How fast the sink stores a backlog beside a bare loader, what an event costs at the"
            + " database, and in how much memory.")
public final class SinkCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each, in some three minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "Which parts: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> parts = EnumSet.allOf(Part.class);

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

  private SinkSizes sizes;

  /** What can be measured. */
  enum Part {
    throughput,
    cost,
    memory
  }

  /** Measures by the options given. */
  public SinkCommand() {}

  /** Measures with other sizes. */
  SinkCommand(SinkSizes sizes) {
    this.sizes = sizes;
  }

  /** All that a run says. */
  public record Report(
      String what,
      Instant begun,
      boolean quick,
      long seed,
      Machine machine,
      List<ThroughputBenchmark.Outcome> throughput,
      List<CostBenchmark.Outcome> cost,
      List<MemoryBenchmark.Outcome> memory) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Machine machine = Machine.current();
    if (sizes == null) {
      sizes = quick ? SinkSizes.QUICK : SinkSizes.FULL;
    }
    PrintWriter screen = spec.commandLine().getOut();
    SinkText text = new SinkText(screen);
    text.head(machine, seed, quick);
    try (ScratchFolder folder = ScratchFolder.create("sink-");
        SinkWorld world = new SinkWorld(folder.path())) {
      Report report =
          new Report(
              "sink",
              begun,
              quick,
              seed,
              machine,
              throughput(world, text),
              cost(world, text),
              memory(world, folder.path(), text));
      Path file = out.resolve("sink-%s.json".formatted(begun.toString().replace(":", "")));
      Results.write(file, report);
      screen.printf("%nAll figures: %s%n", file);
    }
    return 0;
  }

  private List<ThroughputBenchmark.Outcome> throughput(SinkWorld world, SinkText text)
      throws InterruptedException {
    if (!parts.contains(Part.throughput)) {
      return List.of();
    }
    text.throughputHead();
    List<ThroughputBenchmark.Outcome> outcomes = new ArrayList<>();
    for (boolean eventsOnly : List.of(true, false)) {
      ThroughputBenchmark benchmark =
          new ThroughputBenchmark(world, sizes, seed, spec.commandLine().getErr());
      List<ThroughputBenchmark.Outcome> both = benchmark.run(eventsOnly);
      both.forEach(text::throughput);
      outcomes.addAll(both);
    }
    return outcomes;
  }

  private List<CostBenchmark.Outcome> cost(SinkWorld world, SinkText text)
      throws InterruptedException {
    if (!parts.contains(Part.cost)) {
      return List.of();
    }
    text.costHead();
    CostBenchmark benchmark = new CostBenchmark(world, sizes, seed);
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
    outcomes.add(benchmark.slow());
    text.cost(outcomes.get(outcomes.size() - 1));
    return outcomes;
  }

  private List<MemoryBenchmark.Outcome> memory(SinkWorld world, Path folder, SinkText text)
      throws IOException, InterruptedException {
    if (!parts.contains(Part.memory)) {
      return List.of();
    }
    text.memoryHead();
    MemoryBenchmark benchmark =
        new MemoryBenchmark(world, sizes, seed, folder, spec.commandLine().getErr());
    List<MemoryBenchmark.Outcome> outcomes = new ArrayList<>();
    for (int bufferMb : sizes.buffersMb()) {
      for (int events : List.of(sizes.smallBacklog(), sizes.largeBacklog())) {
        outcomes.add(benchmark.run(events, bufferMb));
        text.memory(outcomes.get(outcomes.size() - 1));
      }
    }
    return outcomes;
  }
}
