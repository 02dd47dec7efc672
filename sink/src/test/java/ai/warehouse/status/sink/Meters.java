package ai.warehouse.status.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** Metrics that a test can read. */
final class Meters {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final SinkMetrics metrics =
      new SinkMetrics(registry, Samples.TOPICS, Samples.TABLES, InstantSource.fixed(Samples.NOW));

  /** Returns the sum over all tags. */
  int count(String name) {
    return (int)
        registry.find("warehouse.status.sink." + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  int count(String name, String tag, String value) {
    return (int)
        registry.find("warehouse.status.sink." + name).tag(tag, value).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }
}
