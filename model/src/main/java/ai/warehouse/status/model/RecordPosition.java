package ai.warehouse.status.model;

import java.time.Instant;

/**
 * The position of a record in the log, and its timestamp.
 *
 * @param timestamp milliseconds since 1970; a negative number, which Kafka has for none, becomes 0,
 *     so that all readers agree
 */
public record RecordPosition(String topic, int partition, long offset, long timestamp) {
  /** Clamps a negative timestamp. */
  public RecordPosition {
    timestamp = Math.max(0, timestamp);
  }

  /** Returns the timestamp as an instant. */
  public Instant time() {
    return Instant.ofEpochMilli(timestamp);
  }
}
