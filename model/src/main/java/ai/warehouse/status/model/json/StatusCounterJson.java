package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusCounter;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the topic {@code status-counter} (SPEC §3). */
public final class StatusCounterJson {
  private static final JsonLayout<StatusCounter, StatusCounter.Builder> LAYOUT = new JsonLayout<>();

  static {
    StatusCounter.eachField(LAYOUT);
  }

  private StatusCounterJson() {}

  /** Returns a counter as one JSON object in UTF-8. */
  public static byte[] write(StatusCounter counter) {
    return LAYOUT.write(counter);
  }

  /**
   * Reads a counter.
   *
   * @param value the bytes of one JSON object in UTF-8; null is invalid
   * @throws InvalidRecordException if the value is not a counter
   */
  public static StatusCounter read(byte @Nullable [] value) {
    StatusCounter.Builder counter = StatusCounter.builder();
    LAYOUT.read(LAYOUT.parse(value), counter);
    return counter.build();
  }
}
