package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Pace;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.StatusEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Publishes events, and takes the time until they are stored. */
final class LatencyBenchmark {
  private static final long POLL_MS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final double NANOS = 1e9;
  private static final double MICROS_PER_MILLI = 1e3;

  private final LatencyWorld world;
  private final Arrivals arrivals;
  private final Workload workload;
  private final PrintWriter log;

  /**
   * How long it took at a steady rate.
   *
   * @param rate events a second
   * @param event until the event itself was stored
   * @param status until a status was stored that has it in it
   */
  public record Outcome(double rate, long events, Times event, Times status) {}

  /** Milliseconds that so many in a hundred took at most. */
  public record Times(long count, double p50, double p99, double p999, double max) {
    static Times of(Histogram micros) {
      return new Times(
          micros.getTotalCount(),
          micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
          micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
          micros.getMaxValue() / MICROS_PER_MILLI);
    }
  }

  LatencyBenchmark(LatencyWorld world, Arrivals arrivals, Workload workload, PrintWriter log) {
    this.world = world;
    this.arrivals = arrivals;
    this.workload = workload;
    this.log = log;
  }

  /** Publishes so many at once, and returns how many a second were stored. */
  double backlog(int events) throws InterruptedException {
    long begun = System.nanoTime();
    for (int i = 0; i < events; i++) {
      send(System.nanoTime());
    }
    awaitAll();
    return events * NANOS / (System.nanoTime() - begun);
  }

  /**
   * Publishes so many a second for so long, each when it is due and not when the one before is
   * done; the time counts from when it was due.
   */
  Outcome steady(double rate, int seconds) throws InterruptedException {
    arrivals.begin();
    long events = Math.round(rate * seconds);
    Progress progress = new Progress(log, "%,.0f events a second".formatted(rate), events);
    Pace pace = new Pace(rate);
    for (long i = 0; i < events; i++) {
      send(pace.awaitNext());
      progress.advance(1);
    }
    awaitAll();
    return new Outcome(
        rate, events, Times.of(arrivals.untilEvent()), Times.of(arrivals.untilStatus()));
  }

  private void send(long dueNanos) {
    StatusEvent event = workload.next();
    arrivals.expect(event, dueNanos);
    world.publish(event);
  }

  private void awaitAll() throws InterruptedException {
    long begun = System.nanoTime();
    int missing = arrivals.missing();
    while (missing > 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      world.checkAlive();
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw world.failure("or the sink is too slow: %,d still to come".formatted(missing));
      }
      missing = arrivals.missing();
    }
  }
}
