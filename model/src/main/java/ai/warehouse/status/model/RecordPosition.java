package ai.warehouse.status.model;

import java.time.Instant;

/**
 * Where a record lies in the log, and when it was written.
 *
 * @param timestamp milliseconds since 1970; a record without one (a negative number) counts as
 *     written in 1970, so that every reader judges it alike
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
