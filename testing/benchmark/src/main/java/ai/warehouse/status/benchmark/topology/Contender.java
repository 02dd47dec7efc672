package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.model.StatusEvent;
import java.util.Locale;

/** What is compared. */
public enum Contender {
  /** This project's stream processor as it is. */
  OURS,
  /** A Streams application that only forwards bytes. */
  FORWARD,
  /** The plain DSL with a JSON object for each build. */
  AFTERNOON;

  /** Returns the topic that it reads. */
  String input() {
    return prefix() + "status-events";
  }

  /** Returns what stands before the names of its topics. */
  String prefix() {
    return name().toLowerCase(Locale.ROOT) + "-";
  }

  /** Returns the key under which it wants an event. */
  String key(StatusEvent event) {
    return this == AFTERNOON ? event.key().toString() : event.key().packageKey().toString();
  }
}
