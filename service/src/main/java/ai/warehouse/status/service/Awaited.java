package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

/**
 * Something that a service can't start without.
 *
 * @param name with its place, such as {@code Kafka at localhost:9092}
 * @param remedy what a person should look at when it doesn't come: a sentence without full stop
 */
public record Awaited(String name, String remedy) {

  public Awaited {
    requireNonNull(name, "name");
    requireNonNull(remedy, "remedy");
  }
}
