package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.Timestamps;
import java.util.Set;

/** Reads and writes the values of the topic {@code status-head}. */
public final class StatusHeadJson {
  private static final Set<String> KNOWN =
      Set.of(
          Fields.PKG,
          Fields.ENV,
          Fields.VERSION,
          Fields.PREVIOUS_VERSION,
          Fields.TOTAL,
          Fields.PROGRESS,
          Fields.CREATED_AT,
          Fields.UPDATED_AT,
          Fields.REVISION);

  private StatusHeadJson() {}

  /** Returns a head as one JSON object in UTF-8. */
  public static byte[] write(StatusHead head) {
    return Json.object(
        json -> {
          json.writeStringField(Fields.KEY, head.key().toString());
          json.writeStringField(Fields.PKG, head.key().pkg());
          json.writeStringField(Fields.ENV, head.key().env());
          json.writeStringField(Fields.VERSION, head.version());
          Json.text(json, Fields.PREVIOUS_VERSION, head.previousVersion());
          Json.number(json, Fields.TOTAL, head.total());
          json.writeNumberField(Fields.PROGRESS, head.progress());
          json.writeStringField(Fields.CREATED_AT, Timestamps.format(head.createdAt()));
          json.writeStringField(Fields.UPDATED_AT, Timestamps.format(head.updatedAt()));
          json.writeNumberField(Fields.REVISION, head.revision());
        });
  }

  /**
   * Reads a head.
   *
   * @param value the bytes; null is invalid
   * @throws InvalidRecordException if it is not one
   */
  public static StatusHead read(byte[] value) {
    JsonFields fields = JsonFields.parse(value, KNOWN);
    return StatusHead.builder()
        .key(new PackageKey(fields.text(Fields.PKG), fields.text(Fields.ENV)))
        .version(fields.text(Fields.VERSION))
        .previousVersion(fields.text(Fields.PREVIOUS_VERSION))
        .total(fields.count(Fields.TOTAL))
        .progress(fields.requiredCount(Fields.PROGRESS))
        .createdAt(fields.time(Fields.CREATED_AT))
        .updatedAt(fields.time(Fields.UPDATED_AT))
        .revision(fields.required(Fields.REVISION))
        .build();
  }
}
