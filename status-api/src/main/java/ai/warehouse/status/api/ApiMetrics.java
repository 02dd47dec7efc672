package ai.warehouse.status.api;

import ai.warehouse.status.api.live.Live;
import ai.warehouse.status.service.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the service counts beside its requests and streams. */
final class ApiMetrics {
  private static final String PREFIX = Metrics.PREFIX + "api.";

  private final MeterRegistry registry;
  private final Counter stored;
  private final Counter failed;

  ApiMetrics(MeterRegistry registry) {
    this.registry = registry;
    stored = published("stored");
    failed = published("failed");
  }

  private Counter published(String outcome) {
    return Counter.builder(PREFIX + "published")
        .description("Events sent to Kafka for POST /events, by what became of them.")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Counts an event that was sent; the failure is null if Kafka has stored it. */
  void published(@Nullable Throwable failure) {
    (failure == null ? stored : failed).increment();
  }

  /** Shows how far the topics are followed, and what for. */
  void follow(Live live) {
    show("heads", "Heads that are kept in memory.", live, Live::headCount);
    show("watched", "Builds whose events are followed for streams.", live, Live::watchedBuilds);
    show("lag", "Records of the followed topics that are not taken yet.", live, Live::lag);
    FunctionCounter.builder(PREFIX + "skipped", live, Live::skippedRecords)
        .description("Records of the followed topics that can't be read.")
        .register(registry);
  }

  private void show(String name, String description, Live live, ToLongFunction<Live> value) {
    Gauge.builder(PREFIX + name, () -> value.applyAsLong(live))
        .description(description)
        .register(registry);
  }
}
