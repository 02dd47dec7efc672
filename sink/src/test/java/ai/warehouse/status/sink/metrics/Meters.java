package ai.warehouse.status.sink.metrics;

import ai.warehouse.status.sink.read.Samples;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;

/** Metrics that a test can read. */
public final class Meters {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  public final SinkMetrics metrics =
      new SinkMetrics(registry, Samples.TOPICS, Samples.TABLES, InstantSource.fixed(Samples.NOW));

  /** Returns the sum over all tags. */
  public int count(String name) {
    return (int)
        registry.find("warehouse.status.sink." + name).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  public int count(String name, String tag, String value) {
    return (int)
        registry.find("warehouse.status.sink." + name).tag(tag, value).counters().stream()
            .mapToDouble(Counter::count)
            .sum();
  }
}
