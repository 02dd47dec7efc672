package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets the stages take turns, each in a JVM of its own. */
final class FoldBenchmark {
  private static final String LIMIT = "parse";
  private static final List<String> STAGES = List.of(LIMIT, "judge", "fold", "write");
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final FoldSizes sizes;
  private final long seed;
  private final PrintWriter log;

  FoldBenchmark(FoldSizes sizes, long seed, PrintWriter log) {
    this.sizes = sizes;
    this.seed = seed;
    this.log = log;
  }

  /**
   * What a stage costs for an event.
   *
   * @param nanos of all rounds
   * @param ratio of its time to that of only stepping over the JSON in the same round
   * @param allocated bytes
   */
  public record Outcome(String stage, Spread nanos, Spread ratio, Spread allocated) {}

  private record Turn(double nanos, double allocated) {}

  List<Outcome> run() throws RunnerException {
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    Progress progress = new Progress(log, "turns", (long) sizes.rounds() * STAGES.size());
    for (int round = 0; round < sizes.rounds(); round++) {
      for (String stage : STAGES) {
        turns.computeIfAbsent(stage, s -> new ArrayList<>()).add(turn(stage));
        progress.advance(1);
      }
    }
    List<Outcome> outcomes = new ArrayList<>();
    turns.forEach((stage, own) -> outcomes.add(outcome(stage, own, turns.get(LIMIT))));
    return outcomes;
  }

  private static Outcome outcome(String stage, List<Turn> turns, List<Turn> limits) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < turns.size(); round++) {
      ratios.add(turns.get(round).nanos() / limits.get(round).nanos());
    }
    return new Outcome(
        stage,
        Spread.of(turns.stream().map(Turn::nanos).toList()),
        Spread.of(ratios),
        Spread.of(turns.stream().map(Turn::allocated).toList()));
  }

  private Turn turn(String stage) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + Stages.class.getName().replace(".", "\\.") + "\\." + stage + "$")
            .param("seed", Long.toString(seed))
            .forks(1)
            .warmupIterations(sizes.warmUps())
            .warmupTime(sizes.each())
            .measurementIterations(sizes.iterations())
            .measurementTime(sizes.each())
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    RunResult result = new Runner(options).runSingle();
    return new Turn(
        result.getPrimaryResult().getScore(),
        result.getSecondaryResults().get(ALLOCATED).getScore());
  }
}
