package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorMain;
import ai.warehouse.status.sink.SinkService;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Publisher, broker, processor, sink and database with the defaults; the sink is in this JVM, where
 * its requests can be observed, and so is the publisher.
 */
final class WholeSystem implements AutoCloseable {
  private final Fixture fixture;
  private final SinkService sink;
  private final ChildJvm processor;
  private final StatusEventPublisher publisher;

  /**
   * Starts all parts.
   *
   * @param folder gets the processor's state
   * @param observers see all requests of the sink
   */
  WholeSystem(Path folder, ExecutionInterceptor... observers) throws InterruptedException {
    fixture = new Fixture(observers);
    Topics topics = fixture.newTopics();
    Map<String, String> settings =
        Map.of(
            "bootstrap.servers", fixture.broker().bootstrapServers(),
            "topics.prefix", topics.prefix(),
            "state.dir", folder.toString());
    processor = Checkout.current().start(ProcessorMain.class, settings);
    sink = fixture.startSink(topics, fixture.newTables(), fixture.newName());
    publisher =
        new StatusEventPublisher(
            Map.of("bootstrap.servers", fixture.broker().bootstrapServers()), topics);
  }

  void publish(StatusEvent event) {
    publisher.publish(event);
  }

  /** Throws if a part has failed. */
  void checkAlive() {
    processor.checkAlive();
    if (sink.termination().isDone()) {
      sink.termination().join();
    }
  }

  @Override
  public void close() {
    publisher.close();
    sink.close();
    processor.close();
    fixture.close();
  }
}
