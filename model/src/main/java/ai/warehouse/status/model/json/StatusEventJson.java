package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INTERNAL_ERROR;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Field;
import ai.warehouse.status.model.Field.Form;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.JsonFields.Known;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes the values of the topic {@code status-events} (SPEC §1). */
public final class StatusEventJson {
  /** How far the time of an event may be ahead of the timestamp of the record. */
  public static final Duration MAX_AHEAD = Duration.ofHours(1);

  /** The earliest valid time of an event: seconds mistaken for milliseconds fall into 1970. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Layout LAYOUT = new Layout(true);
  private static final Layout WITHOUT_TEXTS = new Layout(false);

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
    return read(LAYOUT, value, position);
  }

  /**
   * Reads an event without {@code message} and {@code details}, for a reader who doesn't use them.
   * The same records are rejected, for the same reasons, as any JSON value is a valid text.
   *
   * @param value the bytes of the record; null is invalid
   * @param position the position of the record, from which an absent time and an absent id are
   *     taken
   * @throws InvalidRecordException if the record is rejected; with a cause if our own code failed
   */
  public static StatusEvent readWithoutTexts(byte @Nullable [] value, RecordPosition position)
      throws InvalidRecordException {
    return read(WITHOUT_TEXTS, value, position);
  }

  private static StatusEvent read(Layout layout, byte @Nullable [] value, RecordPosition position) {
    try {
      return event(layout, value, position);
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

  private static StatusEvent event(
      Layout layout, byte @Nullable [] value, RecordPosition position) {
    JsonFields fields = layout.parse(value);
    StatusEvent.Builder event = StatusEvent.builder();
    layout.read(fields, event);
    Instant createdAt = fields.get(layout.createdAt);
    if (createdAt == null) {
      event.createdAt(position.time()); // as it is: the rules are for what the event says
    } else {
      checkCreatedAt(createdAt, position.time());
    }
    if (!fields.has(layout.eventId)) {
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
    private final boolean texts;
    private final Known<Instant> createdAt;
    private final Known<UUID> eventId;

    Layout(boolean texts) {
      this.texts = texts;
      StatusEvent.eachField(this);
      createdAt = known(Fields.CREATED_AT);
      eventId = known(Fields.EVENT_ID);
    }

    @Override
    public void build(
        Function<StatusEvent, BuildKey> get, BiConsumer<StatusEvent.Builder, BuildKey> set) {
      writes(Fields.PKG, event -> get.apply(event).pkg());
      writes(Fields.ENV, event -> get.apply(event).env());
      writes(Fields.VERSION, event -> get.apply(event).version());
      Known<String> pkg = known(Fields.PKG);
      Known<String> name = known(Fields.NAME);
      Known<String> env = known(Fields.ENV);
      Known<String> version = known(Fields.VERSION);
      reads(
          (fields, event) ->
              set.accept(
                  event,
                  new BuildKey(
                      pkg(fields, pkg, name), fields.required(env), fields.required(version))));
    }

    // Where neither says anything, the empty pkg is what is wrong.
    private static String pkg(JsonFields fields, Known<String> pkg, Known<String> name) {
      String given = fields.get(pkg);
      boolean none = given == null || given.isEmpty();
      return none && fields.has(name) ? fields.required(name) : fields.required(pkg);
    }

    @Override
    public <V> void field(
        Field<V> field,
        Function<StatusEvent, @Nullable V> get,
        BiConsumer<StatusEvent.Builder, V> set) {
      if (texts || field.form() != Form.FREE_TEXT) {
        super.field(field, get, set);
      } else {
        known(field); // and skipped
      }
    }

    @Override
    JsonFields.Reader reader(Field<?> field) {
      if (field.form() == Form.FREE_TEXT && !texts) {
        return Layout::skipped;
      }
      return field.equals(Fields.CREATED_AT) ? Layout::createdAt : super.reader(field);
    }

    private static @Nullable Object skipped(JsonParser parser, Field<?> field) throws IOException {
      parser.skipChildren();
      return null;
    }

    private static @Nullable Instant createdAt(JsonParser parser, Field<?> field)
        throws IOException {
      if (JsonValues.isNumberBelow(parser, EARLIEST.toEpochMilli())) {
        throw new InvalidRecordException(
            INVALID_VALUE,
            field.name(),
            "is before 2000 in milliseconds since 1970: looks like seconds");
      }
      return JsonValues.time(parser, field);
    }
  }
}
