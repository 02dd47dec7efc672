package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Screen;
import ai.warehouse.status.benchmark.Spread;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;

/** Measures fold and parsing alone from the command line. */
@Command(
    name = "fold",
    description = "Nanoseconds and bytes allocated for an event: parse, judge, fold, write.",
    footer = "%nWith --quick it takes a minute.")
public final class FoldCommand extends Measurement<FoldSizes> {
  private static final List<String> STAGES = List.of("parse", "judge", "fold", "write");
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Measures by the options given. */
  public FoldCommand() {
    super(FoldSizes.FULL, FoldSizes.QUICK);
  }

  /** Measures with other sizes. */
  FoldCommand(FoldSizes sizes) {
    super(sizes, sizes);
  }

  /**
   * What a stage costs for an event.
   *
   * @param nanos of all iterations
   * @param allocated bytes
   */
  public record Outcome(String stage, Spread nanos, double allocated) {}

  /** What comes out. */
  public record Figures(List<Outcome> stages) {}

  @Override
  protected Figures measure(FoldSizes sizes, Run run) throws RunnerException {
    Screen screen = run.screen();
    screen.print(
        "%nWhat an event costs at each stage, on one thread: median (least–most) of iterations.");
    List<Outcome> outcomes = new ArrayList<>();
    for (String stage : STAGES) {
      Outcome outcome = measure(stage, sizes, run.seed());
      outcomes.add(outcome);
      screen.print(
          "  %-6s %7.0f ns (%.0f–%.0f), %,6.0f bytes",
          stage,
          outcome.nanos().median(),
          outcome.nanos().min(),
          outcome.nanos().max(),
          outcome.allocated());
    }
    return new Figures(outcomes);
  }

  private static Outcome measure(String stage, FoldSizes sizes, long seed) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + Stages.class.getName().replace(".", "\\.") + "\\." + stage + "$")
            .param("seed", Long.toString(seed))
            .forks(sizes.forks())
            .warmupIterations(sizes.warmUps())
            .warmupTime(sizes.each())
            .measurementIterations(sizes.iterations())
            .measurementTime(sizes.each())
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    RunResult result = new Runner(options).runSingle();
    List<Double> nanos = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        nanos.add(iteration.getPrimaryResult().getScore());
      }
    }
    double allocated = result.getSecondaryResults().get(ALLOCATED).getScore();
    return new Outcome(stage, Spread.of(nanos), allocated);
  }
}
