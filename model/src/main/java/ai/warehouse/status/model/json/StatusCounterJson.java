package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusCounter;
import java.util.Set;

/** Reads and writes the values of the topic {@code status-counter}. */
public final class StatusCounterJson {
  private static final Set<String> KNOWN =
      Set.of(Fields.PKG, Fields.ENV, Fields.VERSION, Fields.COUNT, Fields.REVISION);

  private StatusCounterJson() {}

  /** Returns a counter as one JSON object in UTF-8. */
  public static byte[] write(StatusCounter counter) {
    return Json.object(
        json -> {
          json.writeStringField(Fields.KEY, counter.key().toString());
          json.writeStringField(Fields.PKG, counter.key().pkg());
          json.writeStringField(Fields.ENV, counter.key().env());
          json.writeStringField(Fields.VERSION, counter.key().version());
          json.writeNumberField(Fields.COUNT, counter.count());
          json.writeNumberField(Fields.REVISION, counter.revision());
        });
  }

  /**
   * Reads a counter.
   *
   * @param value the bytes; null is invalid
   * @throws InvalidRecordException if it is not one
   */
  public static StatusCounter read(byte[] value) {
    JsonFields fields = JsonFields.parse(value, KNOWN);
    return new StatusCounter(
        new BuildKey(fields.text(Fields.PKG), fields.text(Fields.ENV), fields.text(Fields.VERSION)),
        fields.required(Fields.COUNT),
        fields.required(Fields.REVISION));
  }
}
