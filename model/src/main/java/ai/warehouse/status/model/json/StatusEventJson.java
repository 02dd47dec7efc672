package ai.warehouse.status.model.json;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;

/** Writes events as they go on the wire (SPEC §1); {@link EventJudge} reads them. */
public final class StatusEventJson {
  private StatusEventJson() {}

  /** Returns an event as one JSON object in UTF-8. */
  public static byte[] write(StatusEvent event) {
    return Json.object(
        json -> {
          json.writeStringField(Fields.PKG, event.key().pkg());
          json.writeStringField(Fields.ENV, event.key().env());
          json.writeStringField(Fields.VERSION, event.key().version());
          json.writeStringField(Fields.EVENT_TYPE, event.kind().wireName());
          Json.text(json, Fields.LOCALE, event.locale());
          json.writeBooleanField(Fields.ERROR, event.error());
          Json.text(json, Fields.MESSAGE, event.message());
          Json.text(json, Fields.DETAILS, event.details());
          Json.number(json, Fields.TOTAL, event.total());
          json.writeStringField(Fields.CREATED_AT, Timestamps.format(event.createdAt()));
          json.writeStringField(Fields.EVENT_ID, event.eventId().toString());
        });
  }
}
