package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;

/** Where a judged record goes next. */
sealed interface Routed permits Routed.InPlace, Routed.Misplaced, Rejected {
  /** To the fold: it is an event, and lies in the partition of its key. */
  record InPlace(Received received, StatusEvent event) implements Routed {}

  /** Through the repartition topic: it is an event, and lies elsewhere. */
  record Misplaced(Received received, PackageKey key) implements Routed {}

  /** Tells whether a record goes to the fold. */
  static boolean inPlace(byte[] key, Routed routed) {
    return routed instanceof InPlace;
  }

  /** Tells whether a record goes through the repartition topic. */
  static boolean misplaced(byte[] key, Routed routed) {
    return routed instanceof Misplaced;
  }

  /** Tells whether a record goes to the dead letter topic. */
  static boolean rejected(byte[] key, Routed routed) {
    return routed instanceof Rejected;
  }
}
