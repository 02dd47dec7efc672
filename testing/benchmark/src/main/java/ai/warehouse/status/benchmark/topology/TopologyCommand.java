package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the topology from the command line. */
@Command(
    name = "topology",
    description =
        "How many records a second the stream processor takes, beside one that only forwards bytes"
            + " and one written in an afternoon.",
    footer = "%nWith --quick it takes some five minutes.")
public final class TopologyCommand extends Measurement<TopologySizes> {
  @Option(
      names = "--only",
      paramLabel = "LOCALES",
      split = ",",
      description = "Only contests of builds with so many locales (default: all).")
  private List<Integer> locales = List.of();

  /** Measures by the options given. */
  public TopologyCommand() {
    super(TopologySizes.FULL, TopologySizes.QUICK);
  }

  /** Returns one that shows the headline ratios, in a fraction of the time that they deserve. */
  public static TopologyCommand headline() {
    return new TopologyCommand(TopologySizes.HEADLINE);
  }

  /** Measures with other sizes. */
  TopologyCommand(TopologySizes sizes) {
    super(sizes, sizes);
  }

  /** What comes out. */
  public record Figures(List<TopologyBenchmark.Outcome> contests) {}

  @Override
  protected Figures measure(TopologySizes sizes, Run run) throws IOException, InterruptedException {
    TopologyText text = new TopologyText(run.screen());
    text.head();
    List<TopologyBenchmark.Outcome> outcomes = new ArrayList<>();
    for (Contest contest : sizes.contests()) {
      if (locales.isEmpty() || locales.contains(contest.locales())) {
        try (ScratchFolder folder = ScratchFolder.create("topology-")) {
          outcomes.add(
              new TopologyBenchmark(sizes, run.seed(), folder.path(), run.log()).run(contest));
        }
        text.outcome(outcomes.get(outcomes.size() - 1));
      }
    }
    return new Figures(outcomes);
  }
}
