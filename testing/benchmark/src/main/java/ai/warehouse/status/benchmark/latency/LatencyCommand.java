package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ObservedRequests;
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
        "How long it takes from publishing an event to its being in the tables, and the write units"
            + " of an event.",
    footer = "%nIt takes two minutes.")
public final class LatencyCommand extends Measurement<LatencyCommand.Sizes> {
  private static final long POLL_MS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * How much is measured.
   *
   * @param warmUp events published at once, before anything counts
   * @param rate events a second of a steady stream
   */
  record Sizes(int warmUp, int rate, int seconds) {
    static final Sizes FULL = new Sizes(30_000, 200, 60);
    static final Sizes QUICK = new Sizes(10_000, 200, 20);
    static final Sizes HEADLINE = new Sizes(2_000, 200, 5);
  }

  /**
   * The latency of a steady stream.
   *
   * @param rate events a second
   * @param event until the events themselves were stored
   * @param status until statuses were stored that include the events
   * @param outcome the same of events that change whether a build is complete or failing
   * @param units write units of an event as delivered
   */
  record Latency(double rate, int seconds, Times event, Times status, Times outcome, double units) {
    @Override
    public String toString() {
      return """
      %,.0f events a second for %d s, %.3f write units an event
        until the event                        %s
        until the status                       %s
        until a status completes, fails, heals %s\
      """
          .formatted(rate, seconds, units, event, status, outcome);
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
            + "%na status was stored that includes it (queued, complete and error events); of these"
            + "%nalso those alone that change whether the build is complete or failing.");
    StoredEvents stored = new StoredEvents();
    ObservedRequests requests = new ObservedRequests();
    try (WholeSystem system = new WholeSystem(run.folder(), stored, requests)) {
      Workload workload = new Workload(Workload.BUILDS, Workload.LOCALES, run.seed());
      Stream stream = new Stream(system, stored, requests, workload);
      stream.backlog(sizes.warmUp());
      report.add(stream.steady(sizes.rate(), sizes.seconds(), report));
    }
  }

  /** Publishes the events of a workload. */
  private record Stream(
      WholeSystem system, StoredEvents stored, ObservedRequests requests, Workload workload) {
    /** Publishes so many events at once, and waits until they are stored. */
    void backlog(int events) throws InterruptedException {
      for (int i = 0; i < events; i++) {
        publish(System.nanoTime());
      }
      awaitStored();
    }

    /**
     * Publishes events at a steady rate, each when it is due and not when the one before is done;
     * its latency counts from when it was due.
     */
    Latency steady(double rate, int seconds, Report report) throws InterruptedException {
      stored.forgetTimes();
      requests.forget();
      long events = Math.round(rate * seconds);
      Progress progress = report.progress("%,.0f events a second".formatted(rate), events);
      Pace pace = new Pace(rate);
      for (long i = 0; i < events; i++) {
        publish(pace.awaitNext());
        progress.advance(1);
      }
      awaitStored();
      return new Latency(
          rate,
          seconds,
          Times.of(stored.untilEvent()),
          Times.of(stored.untilStatus()),
          Times.of(stored.untilOutcome()),
          requests.units() / events);
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
