package ai.warehouse.status.service;

/**
 * How far a service has come, as its readiness tells it: starting, waiting for something, running,
 * stopping. Thread-safe.
 */
public final class Lifecycle {

  private static final Health STOPPING = Health.down("stopping");

  private Health health = Health.down("starting");

  /**
   * The start can't go on yet.
   *
   * @param what for a person, such as {@code Kafka at localhost:9092}
   */
  public void waitingFor(String what) {
    become(Health.down("waiting for " + what));
  }

  /** The start goes on. */
  public void starting() {
    become(Health.down("starting"));
  }

  /** It does its work. */
  public void running() {
    become(Health.ok());
  }

  /** It drains; whatever a start that is still under way says after this is not heard. */
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
