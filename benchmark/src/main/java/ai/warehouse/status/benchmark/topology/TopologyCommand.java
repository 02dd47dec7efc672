package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Results;
import ai.warehouse.status.benchmark.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the topology from the command line. */
@Command(
    name = "topology",
    description =
        "How many records a second the stream processor takes, beside one that only forwards bytes"
            + " and one written in an afternoon.")
public final class TopologyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each, in some five minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "LOCALES",
      split = ",",
      description = "Only contests of builds with so many locales (default: all).")
  private List<Integer> locales = List.of();

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

  private TopologySizes sizes;

  /** Measures by the options given. */
  public TopologyCommand() {}

  /** Measures with other sizes. */
  TopologyCommand(TopologySizes sizes) {
    this.sizes = sizes;
  }

  /** All that a run says. */
  public record Report(
      String what,
      Instant begun,
      boolean quick,
      long seed,
      Machine machine,
      List<TopologyBenchmark.Outcome> contests) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Machine machine = Machine.current();
    TopologySizes chosen = sizes != null ? sizes : quick ? TopologySizes.QUICK : TopologySizes.FULL;
    PrintWriter screen = spec.commandLine().getOut();
    TopologyText text = new TopologyText(screen);
    text.head(machine, seed, quick);
    List<TopologyBenchmark.Outcome> outcomes = new ArrayList<>();
    for (Contest contest : chosen.contests()) {
      if (locales.isEmpty() || locales.contains(contest.locales())) {
        try (ScratchFolder folder = ScratchFolder.create("topology-")) {
          outcomes.add(
              new TopologyBenchmark(chosen, seed, folder.path(), spec.commandLine().getErr())
                  .run(contest));
        }
        text.outcome(outcomes.get(outcomes.size() - 1));
      }
    }
    Path file = out.resolve("topology-%s.json".formatted(begun.toString().replace(":", "")));
    Results.write(file, new Report("topology", begun, quick, seed, machine, outcomes));
    screen.printf("%nAll figures: %s%n", file);
    return 0;
  }
}
