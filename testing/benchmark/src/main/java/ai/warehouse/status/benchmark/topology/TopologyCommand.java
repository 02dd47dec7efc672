package ai.warehouse.status.benchmark.topology;

import static ai.warehouse.status.benchmark.topology.Contender.AFTERNOON;
import static ai.warehouse.status.benchmark.topology.Contender.FORWARD;
import static ai.warehouse.status.benchmark.topology.Contender.OURS;

import ai.warehouse.status.benchmark.BrokerJvm;
import ai.warehouse.status.benchmark.Comparison;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Summary;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.benchmark.topology.ContenderRun.Speed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares how many records a second contenders on one broker process. */
@Command(
    name = "topology",
    description =
        "How many records a second the stream processor takes, beside one that only forwards bytes"
            + " and one written in an afternoon.",
    footer = "%nIt takes some twenty minutes, and with --quick five.")
public final class TopologyCommand extends Measurement<TopologyCommand.Sizes> {
  private static final int MIN_EVENTS = 500;
  private static final int MAX_EVENTS = 1_000_000;

  @Option(
      names = "--only",
      paramLabel = "LOCALES",
      split = ",",
      description = "Only builds with so many locales (default: all).")
  private List<Integer> only = List.of();

  /**
   * How much is measured.
   *
   * @param warmUpSeconds how long each contender works before its speed counts
   * @param rounds in which the speed counts
   * @param turnSeconds how long a turn is to take, which decides how many events it has
   */
  record Sizes(double warmUpSeconds, int rounds, double turnSeconds, List<Load> loads) {
    /** Mostly warm: the compilers work for a minute and more, and longest on our code. */
    static final Sizes FULL =
        new Sizes(
            45,
            7,
            2,
            List.of(
                ordinary(50_000, OURS, FORWARD, AFTERNOON),
                large(40, 1_000, 20_000),
                large(8, 10_000, 1_000)));

    static final Sizes QUICK =
        new Sizes(
            15,
            3,
            1,
            List.of(ordinary(50_000, OURS, FORWARD, AFTERNOON), large(40, 1_000, 10_000)));

    /** The forwarder alone and by no means as warm, to which our code owes most. */
    static final Sizes HEADLINE = new Sizes(2, 3, 0.8, List.of(ordinary(30_000, OURS, FORWARD)));

    private static Load ordinary(int firstEvents, Contender... contenders) {
      return new Load(Workload.BUILDS, Workload.LOCALES, firstEvents, List.of(contenders));
    }

    private static Load large(int builds, int locales, int firstEvents) {
      return new Load(builds, locales, firstEvents, List.of(OURS, AFTERNOON));
    }
  }

  /**
   * What contenders are compared on.
   *
   * @param builds in progress at once
   * @param locales of a build
   * @param firstEvents how many events the first turn has, before the speed is known
   * @param contenders this project's first
   */
  record Load(int builds, int locales, int firstEvents, List<Contender> contenders) {
    /** Returns how many locales of each build have completed before the measurement. */
    int completedBefore() {
      return locales > Workload.LOCALES ? locales / 2 : 0;
    }
  }

  /**
   * How fast a contender was.
   *
   * @param recordsPerSecond from the first commit of a turn to the last
   * @param cpuMicros CPU time of the contender's process for a record
   * @param brokerMicros CPU time of the broker's process for a record
   * @param ours ratio of our rate to the contender's in the same round
   */
  record Throughput(
      Contender contender,
      int locales,
      Summary recordsPerSecond,
      Summary cpuMicros,
      Summary brokerMicros,
      Summary ours) {
    @Override
    public String toString() {
      return "    %-10s %,9.0f a second, CPU a record %6.2f µs, the broker's %5.2f µs%s"
          .formatted(
              contender,
              recordsPerSecond.median(),
              cpuMicros.median(),
              brokerMicros.median(),
              contender == OURS ? "" : "; ours is " + ours);
    }
  }

  /** Measures by the options given. */
  public TopologyCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.HEADLINE);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws IOException, InterruptedException {
    run.report()
        .print(
            "%nRecords of the event log a second, and the ratio of our rate to each contender's:"
                + "%nmedian (least–greatest) of rounds in which all took turns. CPU is that of the"
                + " contender's process, and of the broker's in the same turns.");
    for (Load load : sizes.loads()) {
      if (only.isEmpty() || only.contains(load.locales())) {
        measure(load, sizes, run);
      }
    }
  }

  private static void measure(Load load, Sizes sizes, Run run)
      throws IOException, InterruptedException {
    run.report()
        .print(
            "%n  %,d locales a build, %d builds at once; %s",
            load.locales(), load.builds(), Contender.SETTINGS);
    List<ContenderRun> runs = new ArrayList<>();
    try (BrokerJvm broker = BrokerJvm.start()) {
      try {
        for (Contender contender : load.contenders()) {
          Workload workload = new Workload(load.builds(), load.locales(), run.seed());
          runs.add(new ContenderRun(contender, workload, broker, run.folder()));
        }
        compare(runs, load, sizes, run);
      } finally {
        runs.forEach(ContenderRun::close);
      }
    }
  }

  private static void compare(List<ContenderRun> contenders, Load load, Sizes sizes, Run run)
      throws InterruptedException {
    Map<ContenderRun, Long> events = new HashMap<>();
    for (ContenderRun each : contenders) {
      events.put(each, warmUp(each, load, sizes));
    }
    Progress progress = run.report().progress("turns", (long) sizes.rounds() * contenders.size());
    Comparison<ContenderRun, Speed> speeds =
        Comparison.run(contenders, sizes.rounds(), progress, each -> each.turn(events.get(each)));
    ContenderRun ours = contenders.get(0);
    for (ContenderRun each : contenders) {
      run.report()
          .add(
              new Throughput(
                  each.contender(),
                  load.locales(),
                  speeds.summary(each, Speed::rate),
                  speeds.summary(each, Speed::cpuMicros),
                  speeds.summary(each, Speed::brokerMicros),
                  speeds.ratio(ours, each, Speed::rate)));
    }
  }

  /** Returns how many events a turn of the contender is to have, by its speed when warm. */
  private static long warmUp(ContenderRun contender, Load load, Sizes sizes)
      throws InterruptedException {
    contender.beginBuilds(load.completedBefore());
    double rate = contender.turn(load.firstEvents()).rate();
    for (double warm = 0; warm < sizes.warmUpSeconds(); warm += sizes.turnSeconds()) {
      rate = contender.turn(events(rate, sizes)).rate();
    }
    return events(rate, sizes);
  }

  private static long events(double rate, Sizes sizes) {
    return Math.max(MIN_EVENTS, Math.min(MAX_EVENTS, (long) (rate * sizes.turnSeconds())));
  }
}
