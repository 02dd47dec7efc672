package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.Comparison;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Summary;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;

/** Measures what an event costs without Kafka, by JMH. */
@Command(
    name = "fold",
    description = "Nanoseconds and bytes allocated for an event: tokens, parse, fold, write.",
    footer = "%nIt takes some six minutes, and with --quick a part of that.")
public final class FoldCommand extends Measurement<FoldCommand.Sizes> {
  private static final String LIMIT = "tokens";
  private static final List<String> STAGES = List.of(LIMIT, "parse", "fold", "write");
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /**
   * How much is measured.
   *
   * @param events over which each stage goes again and again
   * @param forks JVMs of a stage in each round; 0 for this JVM
   * @param warmUps iterations that don't count
   * @param iterations that count
   * @param each how long one iteration takes
   */
  record Sizes(int events, int rounds, int forks, int warmUps, int iterations, TimeValue each) {
    static final Sizes FULL = new Sizes(1 << 16, 7, 1, 4, 3, TimeValue.seconds(1));
    static final Sizes QUICK = new Sizes(1 << 16, 3, 1, 2, 2, TimeValue.seconds(1));
  }

  /**
   * What a stage costs for an event.
   *
   * @param ratio of the stage's time to that of the tokens in the same round
   */
  record StageCost(String stage, Summary nanos, Summary ratio, Summary allocatedBytes) {
    @Override
    public String toString() {
      return "  %-6s %7.0f ns, %,6.0f bytes; %s of tokens"
          .formatted(stage, nanos.median(), allocatedBytes.median(), ratio);
    }
  }

  private record Turn(double nanos, double allocatedBytes) {}

  /** Measures by the options given. */
  public FoldCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.QUICK);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws RunnerException {
    run.report()
        .print(
            "%nWhat an event costs at each stage, on one thread, and the ratio of the time to that"
                + "%nof the tokens: median (least–greatest) of rounds in which all took turns.");
    Progress progress = run.report().progress("turns", (long) sizes.rounds() * STAGES.size());
    Comparison<String, Turn> turns =
        Comparison.run(STAGES, sizes.rounds(), progress, stage -> turn(stage, sizes, run.seed()));
    for (String stage : STAGES) {
      run.report()
          .add(
              new StageCost(
                  stage,
                  turns.summary(stage, Turn::nanos),
                  turns.ratio(stage, LIMIT, Turn::nanos),
                  turns.summary(stage, Turn::allocatedBytes)));
    }
  }

  private static Turn turn(String stage, Sizes sizes, long seed) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^" + Stages.class.getName().replace(".", "\\.") + "\\." + stage + "$")
            .param("seed", Long.toString(seed))
            .param("count", Integer.toString(sizes.events()))
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
    return new Turn(
        result.getPrimaryResult().getScore(),
        result.getSecondaryResults().get(ALLOCATED).getScore());
  }
}
