package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How many items a second the sink stores of a backlog, beside a bare loader of the same items. */
final class ThroughputBenchmark {
  private static final double NANOS = 1e9;

  private final SinkWorld world;
  private final SinkSizes sizes;
  private final long seed;
  private final PrintWriter log;

  /**
   * What came out.
   *
   * @param cores whether the database had some of its own
   * @param sink items a second
   * @param loader items a second
   * @param ratio the sink's by the loader's of the same round
   */
  public record Outcome(
      String what, String cores, long items, Spread sink, Spread loader, Spread ratio) {}

  ThroughputBenchmark(SinkWorld world, SinkSizes sizes, long seed, PrintWriter log) {
    this.world = world;
    this.sizes = sizes;
    this.seed = seed;
    this.log = log;
  }

  /**
   * Drains a backlog again and again.
   *
   * @return with all cores for all, and then, if that can be, with some for the database alone
   */
  List<Outcome> run(Backlog backlog) throws InterruptedException {
    Topics topics = fill(backlog);
    drain(topics); // to warm up, and to know what to load
    BareLoader bare = new BareLoader(world.client, world.requests);
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(compare(backlog, "shared", topics, bare));
    if (sizes.ownCores()) {
      compareOnOwnCores(backlog, topics, bare).ifPresent(outcomes::add);
    }
    return outcomes;
  }

  private Optional<Outcome> compareOnOwnCores(Backlog backlog, Topics topics, BareLoader bare)
      throws InterruptedException {
    try (CoreSplit split = CoreSplit.begin(world.dynamoDb.pid(), world.cluster.pid())) {
      return split == null ? Optional.empty() : Optional.of(compare(backlog, "own", topics, bare));
    }
  }

  private Topics fill(Backlog backlog) {
    Topics topics = world.newTopics();
    FoldedWorkload workload = new FoldedWorkload(topics, sizes.builds(), seed);
    for (int i = 0; i < sizes.backlog(); i++) {
      List<ProducerRecord<byte[], byte[]>> records = workload.next();
      (backlog == Backlog.EVENTS ? records.subList(0, 1) : records).forEach(world.producer::send);
    }
    world.producer.flush();
    return topics;
  }

  private Outcome compare(Backlog backlog, String cores, Topics topics, BareLoader bare)
      throws InterruptedException {
    List<Double> sink = new ArrayList<>();
    List<Double> loader = new ArrayList<>();
    List<Double> ratio = new ArrayList<>();
    Progress progress =
        new Progress(log, "throughput, %s, %s cores".formatted(backlog, cores), sizes.rounds());
    for (int round = 0; round < sizes.rounds(); round++) {
      boolean sinkFirst = round % 2 == 1;
      double before = sinkFirst ? drain(topics) : 0;
      double loaderSeconds = load(bare);
      double sinkSeconds = sinkFirst ? before : drain(topics);
      sink.add(bare.items() / sinkSeconds);
      loader.add(bare.items() / loaderSeconds);
      ratio.add(loaderSeconds / sinkSeconds);
      progress.advance(1);
    }
    return new Outcome(
        backlog.toString(),
        cores,
        bare.items(),
        Spread.of(sink),
        Spread.of(loader),
        Spread.of(ratio));
  }

  /** Returns how many seconds the sink writes. */
  private double drain(Topics topics) throws InterruptedException {
    Tables tables = world.newTables();
    String group = world.newName();
    world.requests.begin(true);
    SinkService sink = world.start(topics, tables, group, Map.of());
    try {
      world.awaitCommitted(group, topics);
    } finally {
      sink.close();
    }
    double seconds = world.requests.tally().nanos() / NANOS;
    world.drop(tables);
    return seconds;
  }

  /** Returns how many seconds the loader writes. */
  private double load(BareLoader bare) {
    Tables tables = world.newTables();
    bare.aimAt(tables);
    world.requests.begin(true);
    bare.run(SinkWorld.CONCURRENCY);
    double seconds = world.requests.tally().nanos() / NANOS;
    world.drop(tables);
    return seconds;
  }
}
