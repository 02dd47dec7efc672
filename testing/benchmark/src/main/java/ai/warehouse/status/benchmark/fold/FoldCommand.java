package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.Measurement;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;

/** Measures fold and parsing alone from the command line. */
@Command(
    name = "fold",
    description = "Nanoseconds and bytes allocated for an event: parse, judge, fold, write.",
    footer = "%nIt takes some six minutes, and with --quick a part of that.")
public final class FoldCommand extends Measurement<FoldSizes> {
  /** Measures by the options given. */
  public FoldCommand() {
    super(FoldSizes.FULL, FoldSizes.QUICK);
  }

  /** Measures with other sizes. */
  FoldCommand(FoldSizes sizes) {
    super(sizes, sizes);
  }

  /** What comes out. */
  public record Figures(List<FoldBenchmark.Outcome> stages) {}

  @Override
  protected Figures measure(FoldSizes sizes, Run run) throws RunnerException {
    run.screen()
        .print(
            "%nWhat an event costs at each stage, on one thread, and its time as a ratio to that"
                + "%nof parse: median (least–most) of rounds in which all took turns.");
    List<FoldBenchmark.Outcome> outcomes = new FoldBenchmark(sizes, run.seed(), run.log()).run();
    for (FoldBenchmark.Outcome outcome : outcomes) {
      run.screen()
          .print(
              "  %-6s %7.0f ns, %,6.0f bytes; %s of parse",
              outcome.stage(),
              outcome.nanos().median(),
              outcome.allocated().median(),
              outcome.ratio());
    }
    return new Figures(outcomes);
  }
}
