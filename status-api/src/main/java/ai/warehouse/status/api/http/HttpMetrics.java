package ai.warehouse.status.api.http;

import ai.warehouse.status.service.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Counts requests. */
final class HttpMetrics {
  /** Stands for paths that are no route's. */
  static final String NO_ROUTE = "none";

  private static final String PREFIX = Metrics.PREFIX + "api.";
  private static final int HUNDRED = 100;
  private static final List<String> CLASSES = List.of("2xx", "3xx", "4xx", "5xx");

  private final Map<String, Map<Integer, Counter>> requests = new HashMap<>();

  HttpMetrics(MeterRegistry registry, Set<String> routes, Supplier<Number> connections) {
    routes.forEach(route -> register(route, registry));
    register(NO_ROUTE, registry);
    Gauge.builder(PREFIX + "connections", connections)
        .description("Connections that clients have open.")
        .register(registry);
  }

  private void register(String route, MeterRegistry registry) {
    Map<Integer, Counter> byClass = new HashMap<>();
    for (String statuses : CLASSES) {
      byClass.put(
          statuses.charAt(0) - '0',
          Counter.builder(PREFIX + "requests")
              .description("Requests answered, by route and class of the HTTP status.")
              .tag("route", route)
              .tag("status", statuses)
              .register(registry));
    }
    requests.put(route, byClass);
  }

  void answered(String route, int status) {
    Counter counter = requests.getOrDefault(route, Map.of()).get(status / HUNDRED);
    if (counter != null) {
      counter.increment();
    }
  }
}
