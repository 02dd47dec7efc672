package ai.warehouse.status.api.http;

import ai.warehouse.status.api.live.Subscriber;
import ai.warehouse.status.service.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Opens streams of Server-Sent Events, up to a number. Thread-safe. */
public final class EventStreams {
  private static final String PREFIX = Metrics.PREFIX + "api.streams.";
  private static final int RETRY_AFTER_SECONDS = 10;

  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final Counter dropped;

  /**
   * Creates streams.
   *
   * @param most that are open at one time; one more gets a 503
   */
  public EventStreams(int most, MeterRegistry registry) {
    this.most = most;
    Gauge.builder(PREFIX + "open", open::get)
        .description("Streams that clients have open.")
        .register(registry);
    dropped =
        Counter.builder(PREFIX + "dropped")
            .description("Streams ended because their clients read too slowly.")
            .register(registry);
  }

  /**
   * Returns a response that lasts.
   *
   * @param source subscribes the stream and returns what ends the subscription; called when the
   *     response begins, and not for HEAD
   */
  public ApiResponse open(Function<Subscriber, AutoCloseable> source) {
    return new Opening(source)
        .with("Content-Type", "text/event-stream")
        // Else nginx would keep the events to itself.
        .with("X-Accel-Buffering", "no");
  }

  private final class Opening extends ApiResponse {
    private final Function<Subscriber, AutoCloseable> source;

    Opening(Function<Subscriber, AutoCloseable> source) {
      super(200);
      this.source = source;
    }

    @Override
    void send(Exchange exchange) {
      if (exchange.request().getMethod().equals("HEAD")) {
        exchange.begin(this, ResponseWriter.Watcher.NONE).end();
        return;
      }
      if (open.incrementAndGet() > most) {
        open.decrementAndGet();
        throw ApiException.unavailable(
            "All " + most + " streams are taken (streams.max)", RETRY_AFTER_SECONDS);
      }
      new EventStream(exchange, this, dropped::increment, open::decrementAndGet).subscribe(source);
    }
  }
}
