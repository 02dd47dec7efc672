package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * One named question about a service's health.
 *
 * @param name unique among the checks of one endpoint
 * @param probe asked at every request, on the endpoint's thread: it must answer at once, from what
 *     the service knows, and not go looking
 */
public record HealthCheck(String name, Supplier<Health> probe) {

  public HealthCheck {
    requireNonNull(probe, "probe");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A health check needs a name");
    }
  }
}
