package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INTERNAL_ERROR;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Reads and writes the values of the topic {@code status-events} (SPEC §1). */
public final class StatusEventJson {
  /** How far an event may lie ahead of its record's timestamp. */
  public static final Duration MAX_AHEAD = Duration.ofHours(1);

  /** The earliest time that an event may give: seconds taken for milliseconds are in 1970. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Set<String> KNOWN =
      Set.of(
          Fields.PKG,
          Fields.NAME,
          Fields.ENV,
          Fields.VERSION,
          Fields.EVENT_TYPE,
          Fields.LOCALE,
          Fields.ERROR,
          Fields.MESSAGE,
          Fields.DETAILS,
          Fields.TOTAL,
          Fields.CREATED_AT,
          Fields.EVENT_ID);

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

  /**
   * Reads an event. Every reader of a record gets the same event or the same reason to reject it.
   *
   * @param value the record's bytes; null is invalid
   * @param position where the record lies, which stands in for an absent time and an absent id
   * @throws InvalidRecordException if the record is rejected; with a cause if that is a bug of ours
   */
  public static StatusEvent read(byte[] value, RecordPosition position)
      throws InvalidRecordException {
    try {
      return event(JsonFields.parse(value, KNOWN), position);
    } catch (InvalidRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      throw bug(e);
    }
  }

  // Here and not in each service, so that the record is rejected by both and is one dead letter.
  private static InvalidRecordException bug(RuntimeException e) {
    InvalidRecordException why =
        new InvalidRecordException(INTERNAL_ERROR, null, "reading failed: " + e.getClass());
    why.initCause(e);
    return why;
  }

  private static StatusEvent event(JsonFields fields, RecordPosition position) {
    BuildKey build =
        new BuildKey(pkg(fields), fields.text(Fields.ENV), fields.text(Fields.VERSION));
    return StatusEvent.builder()
        .key(build)
        .kind(EventKind.of(fields.optionalText(Fields.EVENT_TYPE), fields.flag(Fields.ERROR)))
        .locale(fields.text(Fields.LOCALE))
        .message(fields.textOrJson(Fields.MESSAGE))
        .details(fields.textOrJson(Fields.DETAILS))
        .total(fields.count(Fields.TOTAL))
        .createdAt(createdAt(fields, position))
        .eventId(eventId(fields, position))
        .build();
  }

  // Where neither says anything, the empty pkg is what is wrong.
  private static String pkg(JsonFields fields) {
    return fields.optionalText(Fields.PKG) == null && fields.has(Fields.NAME)
        ? fields.text(Fields.NAME)
        : fields.text(Fields.PKG);
  }

  private static Instant createdAt(JsonFields fields, RecordPosition position) {
    if (fields.isNumberBelow(Fields.CREATED_AT, EARLIEST.toEpochMilli())) {
      throw new InvalidRecordException(
          INVALID_VALUE,
          Fields.CREATED_AT,
          "is before 2000 in milliseconds since 1970: looks like seconds");
    }
    Instant createdAt = fields.time(Fields.CREATED_AT);
    if (createdAt == null) {
      return position.time(); // as it is: the rules are for what the event says
    }
    checkCreatedAt(createdAt, position.time());
    return createdAt;
  }

  /**
   * Checks the time that an event gives (SPEC §1).
   *
   * @param written the record's timestamp
   * @throws InvalidRecordException if it is before 2000 or more than an hour after that
   */
  public static void checkCreatedAt(Instant createdAt, Instant written) {
    if (createdAt.isBefore(EARLIEST)) {
      throw new InvalidRecordException(INVALID_VALUE, Fields.CREATED_AT, "is before 2000");
    }
    if (createdAt.isAfter(written.plus(MAX_AHEAD))) {
      throw new InvalidRecordException(
          CREATED_IN_FUTURE,
          Fields.CREATED_AT,
          "is more than one hour after the record's timestamp");
    }
  }

  private static UUID eventId(JsonFields fields, RecordPosition position) {
    String eventId = fields.optionalText(Fields.EVENT_ID);
    return eventId == null ? EventIds.derive(position) : EventIds.parse(eventId);
  }
}
