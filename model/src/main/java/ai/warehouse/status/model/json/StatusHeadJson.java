package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusHead;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the topic {@code status-head} (SPEC §3). */
public final class StatusHeadJson {
  private static final JsonLayout<StatusHead, StatusHead.Builder> LAYOUT = new JsonLayout<>();

  static {
    StatusHead.eachField(LAYOUT);
  }

  private StatusHeadJson() {}

  /** Returns a head as one JSON object in UTF-8. */
  public static byte[] write(StatusHead head) {
    return LAYOUT.write(head);
  }

  /**
   * Reads a head.
   *
   * @param value the bytes of one JSON object in UTF-8; null is invalid
   * @throws InvalidRecordException if the value is not a head
   */
  public static StatusHead read(byte @Nullable [] value) {
    StatusHead.Builder head = StatusHead.builder();
    LAYOUT.read(LAYOUT.parse(value), head);
    return head.build();
  }
}
