package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.Timestamps;
import java.util.Set;

/** Reads and writes the values of the topic {@code status}. */
public final class StatusJson {
  private static final Set<String> KNOWN =
      Set.of(
          Fields.PKG,
          Fields.ENV,
          Fields.VERSION,
          Fields.CREATED_AT,
          Fields.UPDATED_AT,
          Fields.TOTAL,
          Fields.PROGRESS,
          Fields.COMPLETE,
          Fields.ERROR,
          Fields.PREVIOUS_VERSION,
          Fields.REVISION);

  private StatusJson() {}

  /** Returns a status as one JSON object in UTF-8. */
  public static byte[] write(Status status) {
    return Json.object(
        json -> {
          json.writeStringField(Fields.KEY, status.key().toString());
          json.writeStringField(Fields.PKG, status.key().pkg());
          json.writeStringField(Fields.ENV, status.key().env());
          json.writeStringField(Fields.VERSION, status.key().version());
          json.writeStringField(Fields.CREATED_AT, Timestamps.format(status.createdAt()));
          json.writeStringField(Fields.UPDATED_AT, Timestamps.format(status.updatedAt()));
          Json.number(json, Fields.TOTAL, status.total());
          json.writeNumberField(Fields.PROGRESS, status.progress());
          json.writeBooleanField(Fields.COMPLETE, status.complete());
          json.writeBooleanField(Fields.ERROR, status.error());
          Json.text(json, Fields.PREVIOUS_VERSION, status.previousVersion());
          json.writeNumberField(Fields.REVISION, status.revision());
        });
  }

  /**
   * Reads a status.
   *
   * @param value the bytes; null is invalid
   * @throws InvalidRecordException if it is not one
   */
  public static Status read(byte[] value) {
    JsonFields fields = JsonFields.parse(value, KNOWN);
    return Status.builder()
        .key(
            new BuildKey(
                fields.text(Fields.PKG), fields.text(Fields.ENV), fields.text(Fields.VERSION)))
        .createdAt(fields.time(Fields.CREATED_AT))
        .updatedAt(fields.time(Fields.UPDATED_AT))
        .total(fields.count(Fields.TOTAL))
        .progress(fields.requiredCount(Fields.PROGRESS))
        .complete(fields.flag(Fields.COMPLETE))
        .error(fields.flag(Fields.ERROR))
        .previousVersion(fields.text(Fields.PREVIOUS_VERSION))
        .revision(fields.required(Fields.REVISION))
        .build();
  }
}
