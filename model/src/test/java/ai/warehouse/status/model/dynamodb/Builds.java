package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;

/** A build and records of it. */
final class Builds {
  static final BuildKey BUILD = new BuildKey("cart", "prod", "2.1.0");
  static final BuildKey OTHER = new BuildKey("cart", "prod", "2.2.0");
  static final Instant START = Instant.parse("2026-11-23T20:47:03Z");
  static final Instant LATER = START.plusMillis(100);

  private Builds() {}

  static Status.Builder status() {
    return Status.builder().key(BUILD).createdAt(START).updatedAt(START);
  }

  static StatusHead.Builder head() {
    return StatusHead.builder()
        .key(BUILD.packageKey())
        .version(BUILD.version())
        .createdAt(START)
        .updatedAt(START);
  }

  /** An event so many milliseconds after the start. */
  static StatusEvent.Builder event(long millis) {
    return StatusEvent.builder().key(BUILD).createdAt(START.plusMillis(millis));
  }
}
