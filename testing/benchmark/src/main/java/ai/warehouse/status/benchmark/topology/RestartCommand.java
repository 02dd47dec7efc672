package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.BrokerJvm;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Summary;
import ai.warehouse.status.benchmark.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Measures how soon a killed stream processor is at work again. */
@Command(
    name = "restart",
    description =
        "How long the stream processor takes to be at work again after a SIGKILL, by the number of"
            + " builds in its state.",
    footer = "%nIt takes some six minutes, and with --quick two.")
public final class RestartCommand extends Measurement<RestartCommand.Sizes> {
  private static final int EVENTS = 500; // of all packages, so that all partitions get some
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * How much is measured.
   *
   * @param builds sizes of the state
   * @param kills of the process with each
   */
  record Sizes(List<Integer> builds, int kills) {
    static final Sizes FULL = new Sizes(List.of(1_000, 100_000), 5);
    static final Sizes QUICK = new Sizes(List.of(1_000, 10_000), 3);
  }

  /** Seconds from the start of the process until all events that were published are committed. */
  record Restart(int builds, int localesPerBuild, Summary seconds) {
    @Override
    public String toString() {
      return "  %,9d builds of %d locales: %s".formatted(builds, localesPerBuild, seconds);
    }
  }

  /** Measures by the options given. */
  public RestartCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.QUICK);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws IOException, InterruptedException {
    run.report()
        .print(
            "%nSeconds from the start of a killed stream processor until it has committed the"
                + "%nevents that were published around the kill: median (least–greatest) of %d"
                + " kills.",
            sizes.kills());
    for (int builds : sizes.builds()) {
      try (BrokerJvm broker = BrokerJvm.start();
          ContenderRun processor =
              new ContenderRun(
                  Contender.OURS,
                  new Workload(builds, Workload.LOCALES, run.seed()),
                  broker,
                  run.folder())) {
        processor.beginBuilds(Workload.LOCALES);
        List<Double> seconds = new ArrayList<>();
        Progress progress = run.report().progress("kills", sizes.kills());
        for (int kill = 0; kill < sizes.kills(); kill++) {
          seconds.add(restart(processor));
          progress.advance(1);
        }
        run.report().add(new Restart(builds, Workload.LOCALES, Summary.of(seconds)));
      }
    }
  }

  private static double restart(ContenderRun processor) throws InterruptedException {
    processor.send(EVENTS);
    processor.kill();
    long begun = System.nanoTime();
    processor.start();
    processor.awaitCommitted();
    return (System.nanoTime() - begun) / NANOS_PER_SECOND;
  }
}
