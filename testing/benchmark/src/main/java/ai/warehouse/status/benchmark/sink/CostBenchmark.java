package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Pace;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;
import java.util.Map;

/** What an event costs at the database, as the database reports it. */
final class CostBenchmark {
  private static final double NANOS = 1e9;
  private static final int SLOW_BUILDS = 2;
  private static final double AT_ONCE = Double.POSITIVE_INFINITY;

  private final SinkWorld world;
  private final SinkSizes sizes;
  private final long seed;

  /**
   * What came out; each an event as delivered, the twentieth that came twice counted twice.
   *
   * @param lingerMs null for the default
   * @param behindSeconds how long after the last event was sent all was stored; much above the
   *     linger time means that database and machine can't keep pace
   */
  public record Outcome(
      String stream,
      Integer lingerMs,
      long events,
      double units,
      double requests,
      long reads,
      double behindSeconds) {}

  CostBenchmark(SinkWorld world, SinkSizes sizes, long seed) {
    this.world = world;
    this.sizes = sizes;
    this.seed = seed;
  }

  /** Has a sink read a backlog. */
  Outcome backlog() throws InterruptedException {
    return run("backlog", sizes.builds(), null, sizes.backlog(), AT_ONCE, true);
  }

  /** Has a sink read while so many events a second come. */
  Outcome busy(int rate, Integer lingerMs) throws InterruptedException {
    return run(
        "%,d events a second".formatted(rate),
        sizes.builds(),
        lingerMs,
        rate * sizes.seconds(),
        rate,
        false);
  }

  /** Has a sink read events that come one by one. */
  Outcome slow() throws InterruptedException {
    return run(
        "an event each %d ms".formatted(sizes.slowMillis()),
        SLOW_BUILDS,
        null,
        sizes.slowEvents(),
        1e3 / sizes.slowMillis(),
        false);
  }

  private Outcome run(
      String stream, int builds, Integer lingerMs, int events, double rate, boolean sentBefore)
      throws InterruptedException {
    Topics topics = world.newTopics();
    Tables tables = world.newTables();
    FoldedWorkload workload = new FoldedWorkload(topics, builds, seed);
    String group = world.newName();
    Map<String, String> more =
        lingerMs == null ? Map.of() : Map.of("linger.ms", lingerMs.toString());
    world.requests.begin(false);
    if (sentBefore) {
      send(workload, events, rate);
    }
    SinkService sink = world.start(topics, tables, group, more);
    try {
      if (!sentBefore) {
        awaitJoined(workload, group, topics);
        world.requests.begin(false);
        send(workload, events, rate);
      }
      long sent = System.nanoTime();
      world.awaitCommitted(group, topics);
      double behind = (System.nanoTime() - sent) / NANOS;
      Requests.Tally tally = world.requests.tally();
      return new Outcome(
          stream,
          lingerMs,
          events,
          tally.units() / events,
          (double) tally.writes() / events,
          tally.reads(),
          behind);
    } finally {
      sink.close();
      world.drop(tables);
    }
  }

  private void awaitJoined(FoldedWorkload workload, String group, Topics topics)
      throws InterruptedException {
    send(workload, 1, AT_ONCE);
    world.awaitCommitted(group, topics);
  }

  private void send(FoldedWorkload workload, int events, double rate) {
    Pace pace = new Pace(rate);
    for (int i = 0; i < events; i++) {
      pace.awaitNext();
      workload.next().forEach(world.producer::send);
    }
    world.producer.flush();
  }
}
