package ai.warehouse.status.service;

/**
 * The state of a service that its readiness shows: starting, waiting for a dependency, running or
 * stopping. Thread-safe.
 */
public final class Lifecycle {
  private static final Health STOPPING = Health.down("stopping");

  private Health health = Health.down("starting");

  /**
   * The start waits for a dependency.
   *
   * @param what for a person, such as {@code Kafka at localhost:9092}
   */
  public void waitingFor(String what) {
    become(Health.down("waiting for " + what));
  }

  /** The dependency is there, and the start goes on. */
  public void starting() {
    become(Health.down("starting"));
  }

  /** The service does its work. */
  public void running() {
    become(Health.ok());
  }

  /** The service drains; later transitions are ignored. */
  public void stopping() {
    become(STOPPING);
  }

  private synchronized void become(Health next) {
    health = health.equals(STOPPING) ? STOPPING : next;
  }

  /** The check for a service's readiness. */
  public HealthCheck check() {
    return new HealthCheck("lifecycle", this::health);
  }

  synchronized Health health() {
    return health;
  }
}
