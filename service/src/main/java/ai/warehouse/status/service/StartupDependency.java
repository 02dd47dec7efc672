package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

/**
 * A server, or room on a disk, that a service can't start without.
 *
 * @param name with the address, such as {@code Kafka at localhost:9092}
 * @param remedy what a person should check if it is not there: a sentence without full stop
 */
public record StartupDependency(String name, String remedy) {

  public StartupDependency {
    requireNonNull(name, "name");
    requireNonNull(remedy, "remedy");
  }
}
