package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.SteadyStream;
import ai.warehouse.status.benchmark.Times;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorMain;
import ai.warehouse.status.sink.SinkService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Measures the time from publishing an event until the tables have it, and what that costs. */
@Command(
    name = "latency",
    description =
        "How long it takes from publishing an event to its being in the tables, and the write units"
            + " and requests of an event.",
    footer = "%nIt takes six minutes, and with --quick two.")
public final class LatencyCommand extends Measurement<LatencyCommand.Sizes> {
  /**
   * How much is measured.
   *
   * @param warmUp events published at once, before anything counts
   * @param streams that are measured one after the other
   */
  record Sizes(int warmUp, List<SteadyStream> streams) {
    static final Sizes FULL =
        new Sizes(
            30_000,
            List.of(
                new SteadyStream(200, 150), new SteadyStream(1_000, 20), new SteadyStream(3, 60)));
    static final Sizes QUICK =
        new Sizes(10_000, List.of(new SteadyStream(200, 20), new SteadyStream(3, 20)));
    static final Sizes HEADLINE = new Sizes(2_000, List.of(new SteadyStream(200, 5)));
  }

  /**
   * What a stream was like.
   *
   * @param event until the events themselves were stored
   * @param status until statuses were stored that include the events
   * @param outcome the same of events that change whether a build is complete or failing
   * @param units write units of an event as delivered, so that one delivered twice counts twice
   * @param requests that write, of an event as delivered
   * @param reads in all; none is expected
   */
  record Latency(
      SteadyStream stream,
      Times event,
      Times status,
      Times outcome,
      double units,
      double requests,
      long reads) {
    @Override
    public String toString() {
      return """
      %,7.0f a second for %d s; of an event %.3f write units, %.3f requests; %d reads
          until the event                        %s
          until the status                       %s
          until a status completes, fails, heals %s\
      """
          .formatted(
              stream.rate(), stream.seconds(), units, requests, reads, event, status, outcome);
    }
  }

  /** Measures by the options given. */
  public LatencyCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.HEADLINE);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws InterruptedException {
    run.report()
        .print(
            "%nMilliseconds from when an event was due to be published: until it was stored, and"
                + " until%na status was stored that includes it (queued, complete and error"
                + " events); of these%nalso those alone that change whether the build is complete"
                + " or failing.");
    StoredEvents stored = new StoredEvents();
    ObservedRequests requests = new ObservedRequests();
    try (Fixture fixture = new Fixture(stored, requests)) {
      Topics topics = fixture.newTopics();
      Map<String, String> broker = Map.of("bootstrap.servers", fixture.broker().bootstrapServers());
      Map<String, String> settings = new HashMap<>(broker);
      settings.put("topics.prefix", topics.prefix());
      settings.put("state.dir", run.folder().toString());
      try (ChildJvm processor = Checkout.current().start(ProcessorMain.class, settings);
          SinkService sink = fixture.startSink(topics, fixture.newTables());
          StatusEventPublisher publisher = new StatusEventPublisher(broker, topics)) {
        Workload workload = new Workload(Workload.BUILDS, Workload.LOCALES, run.seed());
        WholeSystem system =
            new WholeSystem(fixture, topics, processor, sink, publisher, stored, workload);
        system.publish(new SteadyStream(Double.POSITIVE_INFINITY, 0), sizes.warmUp(), run);
        for (SteadyStream stream : sizes.streams()) {
          stored.forgetTimes();
          requests.forget();
          long events = stream.events();
          system.publish(stream, events, run);
          run.report()
              .add(
                  new Latency(
                      stream,
                      Times.of(stored.untilEvent()),
                      Times.of(stored.untilStatus()),
                      Times.of(stored.untilOutcome()),
                      requests.units() / events,
                      (double) requests.writes() / events,
                      requests.reads()));
        }
      }
    }
  }

  /** The system with the defaults; the sink is in this JVM, where its requests can be observed. */
  private record WholeSystem(
      Fixture fixture,
      Topics topics,
      ChildJvm processor,
      SinkService sink,
      StatusEventPublisher publisher,
      StoredEvents stored,
      Workload workload) {
    /** Publishes events, and waits until all are stored. */
    void publish(SteadyStream stream, long events, Run run) throws InterruptedException {
      stream.run(
          events,
          run.report().progress("events", events),
          due -> {
            StatusEvent event = workload.next();
            stored.expect(event, due);
            publisher.publish(event);
          });
      fixture.awaitStored(topics, this::checkAlive);
    }

    private void checkAlive() {
      processor.checkAlive();
      if (sink.termination().isDone()) {
        sink.termination().join();
      }
    }
  }
}
