package ai.warehouse.status.benchmark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A measurement on the command line: the options that all have, what stands around their figures on
 * the screen, and the file of results.
 *
 * @param <S> how much is measured
 */
public abstract class Measurement<S> implements Callable<Integer> {
  private final S full;
  private final S less;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each.")
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
      defaultValue = "${sys:bench.results:-testing/benchmark/results}",
      description = "Where the results go as JSON (default: ${DEFAULT-VALUE}).")
  private Path out;

  /**
   * Plans a measurement.
   *
   * @param full how much is measured
   * @param quick how much with {@code --quick}
   */
  protected Measurement(S full, S quick) {
    this.full = full;
    this.less = quick;
  }

  /**
   * What a measurement gets besides its sizes.
   *
   * @param seed what events are made up from
   * @param screen gets the figures
   * @param log gets progress
   */
  public record Run(long seed, Screen screen, PrintWriter log) {}

  /** What stands before all figures in the file of results. */
  public record Head(String what, Instant begun, boolean quick, long seed, Machine machine) {}

  /** Measures, prints what comes out, and returns it. */
  protected abstract Record measure(S sizes, Run run) throws Exception;

  @Override
  public final Integer call() throws Exception {
    Head head =
        new Head(
            spec.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            quick,
            seed,
            Machine.current());
    Screen screen = new Screen(spec.commandLine().getOut());
    screen.print("%s%s, seed %d", head.what(), quick ? " --quick" : "", seed);
    screen.print("%s", head.machine());
    Record figures =
        measure(quick ? less : full, new Run(seed, screen, spec.commandLine().getErr()));
    String begun = head.begun().toString().replace(":", "");
    Path file = out.resolve("%s-%s.json".formatted(head.what(), begun));
    Results.write(file, head, figures);
    screen.print("%nAll figures: %s", file);
    return 0;
  }
}
