package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Results;
import ai.warehouse.status.benchmark.Spread;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures fold and parsing alone from the command line. */
@Command(
    name = "fold",
    description = "Nanoseconds and bytes allocated for an event: parse, judge, fold, write.")
public final class FoldCommand implements Callable<Integer> {
  private static final List<String> STAGES = List.of("parse", "judge", "fold", "write");
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each, in a minute.")
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

  private FoldSizes sizes;

  /** Measures by the options given. */
  public FoldCommand() {}

  /** Measures with other sizes. */
  FoldCommand(FoldSizes sizes) {
    this.sizes = sizes;
  }

  /**
   * What a stage costs for an event.
   *
   * @param nanos of all iterations
   * @param allocated bytes
   */
  public record Outcome(String stage, Spread nanos, double allocated) {}

  /** All that a run says. */
  public record Report(
      String what,
      Instant begun,
      boolean quick,
      long seed,
      Machine machine,
      List<Outcome> stages) {}

  @Override
  public Integer call() throws RunnerException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Machine machine = Machine.current();
    FoldSizes chosen = sizes != null ? sizes : quick ? FoldSizes.QUICK : FoldSizes.FULL;
    print("fold%s, seed %d", quick ? " --quick" : "", seed);
    print("%s%n", machine);
    print("What an event costs at each stage, on one thread: median (least–most) of iterations.");
    List<Outcome> outcomes = new ArrayList<>();
    for (String stage : STAGES) {
      Outcome outcome = run(stage, chosen);
      outcomes.add(outcome);
      print(
          "  %-6s %7.0f ns (%.0f–%.0f), %,6.0f bytes",
          stage,
          outcome.nanos().median(),
          outcome.nanos().min(),
          outcome.nanos().max(),
          outcome.allocated());
    }
    Path file = out.resolve("fold-%s.json".formatted(begun.toString().replace(":", "")));
    Results.write(file, new Report("fold", begun, quick, seed, machine, outcomes));
    print("%nAll figures: %s", file);
    return 0;
  }

  private Outcome run(String stage, FoldSizes sizes) throws RunnerException {
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

  private void print(String format, Object... values) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(Locale.ROOT, format + "%n", values);
    screen.flush();
  }
}
