package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that measures: the options of all such commands, the head of the report, and the file
 * of results.
 *
 * @param <S> how much is measured
 */
public abstract class Measurement<S> implements Callable<Integer> {
  /** An option for the headline ratio alone, in a fraction of the time that it deserves. */
  static final String HEADLINE = "--headline";

  private S fullSizes;
  private S quickSizes;
  private S headlineSizes;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Measure less of everything.")
  private boolean quick;

  @Option(names = HEADLINE, hidden = true)
  private boolean headline;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "What the events are generated from (default: ${DEFAULT-VALUE}).")
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
   * @param full how much is measured without {@code --quick}
   * @param quick how much is measured with it
   * @param headline how much is measured by {@code bench --quick}
   */
  protected Measurement(S full, S quick, S headline) {
    this.fullSizes = full;
    this.quickSizes = quick;
    this.headlineSizes = headline;
  }

  /**
   * What a measurement is given besides its sizes.
   *
   * @param seed what events are generated from
   * @param folder an empty one for data and logs, deleted after the measurement
   * @param report gets the figures
   */
  public record Run(long seed, Path folder, Report report) {}

  /** Measures, and reports each figure as soon as it is known. */
  protected abstract void measure(S sizes, Run run) throws Exception;

  @Override
  public final Integer call() throws Exception {
    String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Machine machine = Machine.current();
    Report report = new Report(spec.commandLine().getOut(), spec.commandLine().getErr());
    report.print("%s%s, seed %d", spec.name(), headline || quick ? " --quick" : "", seed);
    report.print("%s", machine);
    try (TemporaryFolder folder = TemporaryFolder.create("bench-" + spec.name() + "-")) {
      // An interrupted run must not leave gigabytes behind.
      Runtime.getRuntime().addShutdownHook(new Thread(folder::close));
      measure(sizes(), new Run(seed, folder.path(), report));
    }
    write(report, begun, machine);
    return 0;
  }

  /** Measures so much, whatever the options say. */
  final void setSizes(S sizes) {
    fullSizes = quickSizes = headlineSizes = sizes;
  }

  private S sizes() {
    return headline ? headlineSizes : quick ? quickSizes : fullSizes;
  }

  private void write(Report report, String begun, Machine machine) throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("command", spec.name());
    head.put("begun", begun);
    head.put("quick", headline || quick);
    head.put("seed", seed);
    head.put("machine", machine);
    Path file = out.resolve("%s-%s.json".formatted(spec.name(), begun.replace(":", "")));
    report.write(file, head);
    report.print("%nAll figures: %s", file);
  }
}
