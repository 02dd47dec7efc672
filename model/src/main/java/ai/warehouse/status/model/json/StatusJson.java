package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Status;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the topic {@code status} (SPEC §3). */
public final class StatusJson {
  private static final JsonLayout<Status, Status.Builder> LAYOUT = new JsonLayout<>();

  static {
    Status.eachField(LAYOUT);
  }

  private StatusJson() {}

  /** Returns a status as one JSON object in UTF-8. */
  public static byte[] write(Status status) {
    return LAYOUT.write(status);
  }

  /**
   * Reads a status.
   *
   * @param value the bytes of one JSON object in UTF-8; null is invalid
   * @throws InvalidRecordException if the value is not a status
   */
  public static Status read(byte @Nullable [] value) {
    Status.Builder status = Status.builder();
    LAYOUT.read(LAYOUT.parse(value), status);
    return status.build();
  }
}
