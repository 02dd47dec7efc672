package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.ObservedRequests;
import ai.warehouse.status.benchmark.Pace;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;

/** Measures what an event costs at the database, as the database reports it. */
final class CostMeasurement {
  /** The heads of the columns of a {@link Cost}. */
  static final String COLUMNS = "  events a second             units requests  reads   behind";

  private static final double NANOS_PER_SECOND = 1e9;

  private final Fixture fixture;
  private final ObservedRequests requests;
  private final long seed;

  /**
   * Events that the sink reads.
   *
   * @param rate events a second; infinity for a backlog, which is there before the sink
   */
  record EventStream(double rate, int events) {
    boolean isBacklog() {
      return Double.isInfinite(rate);
    }

    @Override
    public String toString() {
      return isBacklog() ? "a backlog" : "%,.0f".formatted(rate);
    }
  }

  /**
   * The cost of an event as delivered, so that an event delivered twice counts twice.
   *
   * @param units write units
   * @param requests that write
   * @param reads in all; none is expected
   * @param behindSeconds from the last event sent until all was stored; much above the linger times
   *     it says that database or machine can't keep pace
   */
  record Cost(EventStream stream, double units, double requests, long reads, double behindSeconds) {
    @Override
    public String toString() {
      return "  %-24s %8.3f %8.3f %6d %6.1f s"
          .formatted(stream, units, requests, reads, behindSeconds);
    }
  }

  CostMeasurement(Fixture fixture, ObservedRequests requests, long seed) {
    this.fixture = fixture;
    this.requests = requests;
    this.seed = seed;
  }

  /** Has a sink read a stream. */
  Cost measure(EventStream stream) throws InterruptedException {
    Topics topics = fixture.newTopics();
    Tables tables = fixture.newTables();
    String group = fixture.newName();
    FoldedWorkload workload = new FoldedWorkload(topics, seed);
    if (stream.isBacklog()) {
      publish(workload, stream.events(), stream.rate());
    }
    requests.forget();
    SinkService sink = fixture.startSink(topics, tables, group);
    try {
      if (!stream.isBacklog()) {
        publish(workload, 1, stream.rate());
        fixture
            .broker()
            .awaitCommitted(group, Fixture.inputs(topics)); // so that it has joined its group
        requests.forget();
        publish(workload, stream.events(), stream.rate());
      }
      long sent = System.nanoTime();
      fixture.broker().awaitCommitted(group, Fixture.inputs(topics));
      double behindSeconds = (System.nanoTime() - sent) / NANOS_PER_SECOND;
      return new Cost(
          stream,
          requests.units() / stream.events(),
          (double) requests.writes() / stream.events(),
          requests.reads(),
          behindSeconds);
    } finally {
      sink.close();
      fixture.empty(tables);
    }
  }

  private void publish(FoldedWorkload workload, int events, double rate) {
    Pace pace = new Pace(rate);
    for (int i = 0; i < events; i++) {
      pace.awaitNext();
      workload.next().forEach(fixture.broker().producer()::send);
    }
    fixture.broker().producer().flush();
  }
}
