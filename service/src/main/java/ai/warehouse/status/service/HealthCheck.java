package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;

/**
 * One named check of a service's health.
 *
 * @param name unique among the checks of one endpoint
 * @param probe called at every request, on the endpoint's thread: must return at once, without I/O
 */
public record HealthCheck(String name, Supplier<Health> probe) {

  public HealthCheck {
    requireNonNull(probe, "probe");
    if (name.isBlank()) {
      throw new IllegalArgumentException("A health check needs a name");
    }
  }
}
