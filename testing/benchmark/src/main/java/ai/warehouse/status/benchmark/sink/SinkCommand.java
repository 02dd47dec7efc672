package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ObservedRequests;
import ai.warehouse.status.benchmark.Report;
import ai.warehouse.status.benchmark.sink.CostMeasurement.EventStream;
import java.util.List;
import picocli.CommandLine.Command;

/** Measures what the sink stores a second and what an event costs. */
@Command(
    name = "sink",
    description =
        "How fast the sink stores a backlog beside a bare loader, and what an event costs at the"
            + " database.",
    footer = "%nIt takes some fifteen minutes, and with --quick four.")
public final class SinkCommand extends Measurement<SinkCommand.Sizes> {
  /**
   * How much is measured.
   *
   * @param backlog events to drain for throughput
   * @param rounds of throughput, after one to warm up
   * @param streams whose cost is measured
   */
  record Sizes(int backlog, int rounds, List<EventStream> streams) {
    private static final double AT_ONCE = Double.POSITIVE_INFINITY;

    static final Sizes FULL =
        new Sizes(
            60_000,
            7,
            List.of(
                new EventStream(AT_ONCE, 60_000),
                new EventStream(2_000, 40_000),
                new EventStream(1_000, 20_000),
                new EventStream(500, 10_000),
                new EventStream(3, 100)));

    static final Sizes QUICK =
        new Sizes(
            40_000,
            3,
            List.of(
                new EventStream(AT_ONCE, 40_000),
                new EventStream(1_000, 10_000),
                new EventStream(3, 50)));

    static final Sizes HEADLINE = new Sizes(3_000, 2, List.of(new EventStream(AT_ONCE, 3_000)));
  }

  /** Measures by the options given. */
  public SinkCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.HEADLINE);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws InterruptedException {
    Report report = run.report();
    ObservedRequests requests = new ObservedRequests();
    try (Fixture fixture = new Fixture(requests)) {
      report.print(
          "%nItems stored a second of a backlog, and the ratio to a bare loader that took turns:"
              + "%nmedian (least–greatest) of rounds.");
      new ThroughputComparison(fixture, requests, sizes, run).measure();
      report.print("%nWhat an event as delivered costs, as DynamoDB Local reports:");
      report.print("%s", CostMeasurement.COLUMNS);
      CostMeasurement costs = new CostMeasurement(fixture, requests, run.seed());
      for (EventStream stream : sizes.streams()) {
        report.add(costs.measure(stream));
      }
    }
  }
}
