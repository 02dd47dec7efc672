package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INTERNAL_ERROR;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the topic {@code status-events} (SPEC §1). */
public final class StatusEventJson {
  /** How far the time of an event may be ahead of the timestamp of the record. */
  public static final Duration MAX_AHEAD = Duration.ofHours(1);

  /** The earliest valid time of an event: seconds mistaken for milliseconds fall into 1970. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final JsonLayout<StatusEvent, StatusEvent.Builder> LAYOUT = new Layout();

  static {
    StatusEvent.eachField(LAYOUT);
  }

  private StatusEventJson() {}

  /** Returns an event as one JSON object in UTF-8. */
  public static byte[] write(StatusEvent event) {
    return LAYOUT.write(event);
  }

  /**
   * Reads an event. Every reader of a record gets the same event or the same reason to reject it.
   *
   * @param value the bytes of the record; null is invalid
   * @param position the position of the record, from which an absent time and an absent id are
   *     taken
   * @throws InvalidRecordException if the record is rejected; with a cause if our own code failed
   */
  public static StatusEvent read(byte @Nullable [] value, RecordPosition position)
      throws InvalidRecordException {
    try {
      return event(LAYOUT.parse(value), position);
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
    StatusEvent.Builder event = StatusEvent.builder();
    LAYOUT.read(fields, event);
    Instant createdAt = fields.time(Fields.CREATED_AT);
    if (createdAt == null) {
      event.createdAt(position.time()); // as it is: the rules are for what the event says
    } else {
      checkCreatedAt(createdAt, position.time());
    }
    if (fields.optionalText(Fields.EVENT_ID) == null) {
      event.eventId(EventIds.derive(position));
    }
    return event.build();
  }

  /**
   * Checks the time of an event (SPEC §1).
   *
   * @param written the record's timestamp
   * @throws InvalidRecordException if the time is before 2000 or more than an hour after the
   *     record's timestamp
   */
  public static void checkCreatedAt(Instant createdAt, Instant written) {
    if (createdAt.isBefore(EARLIEST)) {
      throw new InvalidRecordException(INVALID_VALUE, Fields.CREATED_AT.name(), "is before 2000");
    }
    if (createdAt.isAfter(written.plus(MAX_AHEAD))) {
      throw new InvalidRecordException(
          CREATED_IN_FUTURE,
          Fields.CREATED_AT.name(),
          "is more than one hour after the record's timestamp");
    }
  }

  /** Events have no field {@code key}, and the old workers' {@code name} for {@code pkg}. */
  private static final class Layout extends JsonLayout<StatusEvent, StatusEvent.Builder> {
    @Override
    public void build(
        Function<StatusEvent, BuildKey> get, BiConsumer<StatusEvent.Builder, BuildKey> set) {
      writes(Fields.PKG, event -> get.apply(event).pkg());
      writes(Fields.ENV, event -> get.apply(event).env());
      writes(Fields.VERSION, event -> get.apply(event).version());
      reads(
          List.of(Fields.PKG, Fields.NAME, Fields.ENV, Fields.VERSION),
          (fields, event) ->
              set.accept(
                  event,
                  new BuildKey(
                      pkg(fields),
                      fields.requiredText(Fields.ENV),
                      fields.requiredText(Fields.VERSION))));
    }

    @Override
    public <V> void field(
        Field<V> field,
        Function<StatusEvent, @Nullable V> get,
        BiConsumer<StatusEvent.Builder, V> set) {
      if (field.equals(Fields.CREATED_AT)) {
        reads(List.of(field), (fields, event) -> checkUnit(fields));
      }
      super.field(field, get, set);
    }

    private static void checkUnit(JsonFields fields) {
      if (fields.isNumberBelow(Fields.CREATED_AT, EARLIEST.toEpochMilli())) {
        throw new InvalidRecordException(
            INVALID_VALUE,
            Fields.CREATED_AT.name(),
            "is before 2000 in milliseconds since 1970: looks like seconds");
      }
    }

    // Where neither says anything, the empty pkg is what is wrong.
    private static String pkg(JsonFields fields) {
      return fields.optionalText(Fields.PKG) == null && fields.has(Fields.NAME)
          ? fields.requiredText(Fields.NAME)
          : fields.requiredText(Fields.PKG);
    }
  }
}
