package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Pace;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Report;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;

/** Measures the time from publishing an event until the tables have it. */
@Command(
    name = "latency",
    description =
        "How long it takes from publishing an event to its being in the tables, and how many events"
            + " a second there can be.",
    footer = "%nIt takes four minutes.")
public final class LatencyCommand extends Measurement<LatencyCommand.Sizes> {
  private static final long POLL_MS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * How much is measured.
   *
   * @param warmUp events published at once, before anything counts
   * @param backlog events published at once, to find the maximum; 0 to leave that out
   * @param rate events a second of a steady stream
   * @param seconds of this stream, and of one at half the maximum
   */
  record Sizes(int warmUp, int backlog, int rate, int seconds) {
    static final Sizes FULL = new Sizes(30_000, 60_000, 200, 60);
    static final Sizes QUICK = new Sizes(10_000, 20_000, 200, 15);
    static final Sizes HEADLINE = new Sizes(2_000, 0, 200, 5);
  }

  /** How many events a second are stored of so many published at once. */
  record Maximum(int events, double eventsPerSecond) {
    @Override
    public String toString() {
      return "  at most %,.0f events a second, of %,d at once".formatted(eventsPerSecond, events);
    }
  }

  /**
   * The latency of a steady stream.
   *
   * @param rate events a second
   * @param event until the events themselves were stored
   * @param status until statuses were stored that include the events
   */
  record Latency(double rate, int seconds, Times event, Times status) {
    @Override
    public String toString() {
      return "  %,.0f events a second for %d s%n    until the event   %s%n    until the status  %s"
          .formatted(rate, seconds, event, status);
    }
  }

  /** Milliseconds that so many in a hundred events took at most. */
  record Times(long count, double p50, double p99, double p999, double max) {
    private static final double MICROS_PER_MILLI = 1e3;

    static Times of(Histogram micros) {
      return new Times(
          micros.getTotalCount(),
          micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
          micros.getMaxValue() / MICROS_PER_MILLI);
    }

    @Override
    public String toString() {
      return "p50 %,7.0f   p99 %,7.0f   p99.9 %,7.0f   max %,7.0f".formatted(p50, p99, p999, max);
    }
  }

  /** Measures by the options given. */
  public LatencyCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.HEADLINE);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws InterruptedException {
    Report report = run.report();
    report.print(
        "%nMilliseconds from when an event was due to be published: until it was stored, and until"
            + "%na status was stored that includes it (queued, complete and error events).");
    StoredEvents stored = new StoredEvents();
    try (WholeSystem system = new WholeSystem(stored, run.folder())) {
      Workload workload = new Workload(Workload.BUILDS, Workload.LOCALES, run.seed());
      Stream stream = new Stream(system, stored, workload);
      stream.backlog(sizes.warmUp());
      double maximum = 0;
      if (sizes.backlog() > 0) {
        maximum = stream.backlog(sizes.backlog());
        report.add(new Maximum(sizes.backlog(), maximum));
      }
      report.add(stream.steady(sizes.rate(), sizes.seconds(), report));
      if (sizes.backlog() > 0) {
        report.add(stream.steady(maximum / 2, sizes.seconds(), report));
      }
    }
  }

  /** Publishes the events of a workload. */
  private record Stream(WholeSystem system, StoredEvents stored, Workload workload) {
    /** Publishes so many events at once, and returns how many a second were stored. */
    double backlog(int events) throws InterruptedException {
      long begun = System.nanoTime();
      for (int i = 0; i < events; i++) {
        publish(System.nanoTime());
      }
      awaitStored();
      return events * NANOS_PER_SECOND / (System.nanoTime() - begun);
    }

    /**
     * Publishes events at a steady rate, each when it is due and not when the one before is done;
     * its latency counts from when it was due.
     */
    Latency steady(double rate, int seconds, Report report) throws InterruptedException {
      stored.forgetTimes();
      long events = Math.round(rate * seconds);
      Progress progress = report.progress("%,.0f events a second".formatted(rate), events);
      Pace pace = new Pace(rate);
      for (long i = 0; i < events; i++) {
        publish(pace.awaitNext());
        progress.advance(1);
      }
      awaitStored();
      return new Latency(
          rate, seconds, Times.of(stored.untilEvent()), Times.of(stored.untilStatus()));
    }

    private void publish(long dueNanos) {
      StatusEvent event = workload.next();
      stored.expect(event, dueNanos);
      system.publish(event);
    }

    private void awaitStored() throws InterruptedException {
      long begun = System.nanoTime();
      while (stored.missing() > 0) {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
        system.checkAlive();
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException("%,d events aren't stored".formatted(stored.missing()));
        }
      }
    }
  }
}
