package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Comparison;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Measurement.Run;
import ai.warehouse.status.benchmark.ObservedRequests;
import ai.warehouse.status.benchmark.Summary;
import ai.warehouse.status.benchmark.sink.SinkCommand.Sizes;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;
import java.util.List;

/** Compares the items a second that the sink and a bare loader of the same items store. */
final class ThroughputComparison {
  private final Fixture fixture;
  private final ObservedRequests requests;
  private final Sizes sizes;
  private final Run run;

  private enum Contender {
    LOADER,
    SINK
  }

  /**
   * What the sink stores of a backlog.
   *
   * @param sink items a second
   * @param loader items a second
   * @param ratio the sink's to the loader's in the same round
   */
  record Throughput(long items, Summary sink, Summary loader, Summary ratio) {
    @Override
    public String toString() {
      return "  ratio %s; sink %,.0f, loader %,.0f a second; %,d items a round"
          .formatted(ratio, sink.median(), loader.median(), items);
    }
  }

  ThroughputComparison(Fixture fixture, ObservedRequests requests, Sizes sizes, Run run) {
    this.fixture = fixture;
    this.requests = requests;
    this.sizes = sizes;
    this.run = run;
  }

  /** Has sink and loader store a backlog of all four topics in turns. */
  void measure() throws InterruptedException {
    Topics topics = publish();
    Tables tables = fixture.newTables();
    drain(topics, tables); // to warm up, and to know what to load
    BareLoader loader = new BareLoader(fixture.client(), requests, tables);
    Comparison<Contender, Double> rates =
        Comparison.run(
            List.of(Contender.values()),
            sizes.rounds(),
            run.report().progress("turns", 2L * sizes.rounds()),
            contender -> {
              fixture.empty(tables);
              double seconds = contender == Contender.SINK ? drain(topics, tables) : load(loader);
              return loader.items() / seconds;
            });
    run.report()
        .add(
            new Throughput(
                loader.items(),
                rates.summary(Contender.SINK, rate -> rate),
                rates.summary(Contender.LOADER, rate -> rate),
                rates.ratio(Contender.SINK, Contender.LOADER, rate -> rate)));
  }

  private Topics publish() {
    Topics topics = fixture.newTopics();
    FoldedWorkload workload = new FoldedWorkload(topics, run.seed());
    for (int i = 0; i < sizes.backlog(); i++) {
      workload.next().forEach(fixture.broker().producer()::send);
    }
    fixture.broker().producer().flush();
    return topics;
  }

  /** Returns how many seconds the sink writes. */
  private double drain(Topics topics, Tables tables) throws InterruptedException {
    String group = fixture.newName();
    requests.forget();
    SinkService sink = fixture.startSink(topics, tables, group);
    try {
      fixture.broker().awaitCommitted(group, Fixture.inputs(topics));
    } finally {
      sink.close();
    }
    return requests.secondsOfWriting();
  }

  /** Returns how many seconds the loader writes. */
  private double load(BareLoader loader) {
    requests.forget();
    loader.run(Fixture.CONCURRENCY);
    return requests.secondsOfWriting();
  }
}
