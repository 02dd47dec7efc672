package ai.warehouse.status.model;

import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event of a build, as published by a worker (SPEC §1).
 *
 * @param key the build that the event is about
 * @param eventId identifies the event within its build
 * @param kind what the event reports
 * @param locale the locale that the event is about; null for the build as a whole
 * @param message short text for people; null for none
 * @param details long text for people; null for none
 * @param total number of locale builds; null unless queued
 * @param createdAt when the event happened, to the millisecond
 * @param detailsTruncated whether texts of the stored item were cut to fit (SPEC §2); false on the
 *     wire
 */
public record StatusEvent(
    BuildKey key,
    UUID eventId,
    EventKind kind,
    @Nullable String locale,
    @Nullable String message,
    @Nullable String details,
    @Nullable Integer total,
    Instant createdAt,
    boolean detailsTruncated) {
  /**
   * Checks and normalizes the fields (SPEC §1): a blank locale and empty texts become null, a
   * version 1 id becomes version 6, the time is cut to the millisecond, {@code total} is kept on
   * queued events only.
   *
   * @throws InvalidRecordException if a field is missing or breaks a rule
   */
  public StatusEvent {
    Rules.present(Fields.KEY.name(), key);
    Rules.present(Fields.EVENT_TYPE.name(), kind);
    eventId = Fields.EVENT_ID.required(eventId);
    locale = Fields.LOCALE.optional(locale);
    message = Fields.MESSAGE.optional(message);
    details = Fields.DETAILS.optional(details);
    Integer checked = Fields.TOTAL.optional(total);
    total = kind == EventKind.QUEUED ? checked : null;
    createdAt = Fields.CREATED_AT.required(createdAt);
  }

  /** Returns whether this event reports a failure. */
  public boolean error() {
    return kind == EventKind.ERROR;
  }

  /** Passes each field to a visitor, in the order of the JSON form. */
  public static void eachField(FieldVisitor<StatusEvent, Builder> visitor) {
    visitor.build(StatusEvent::key, Builder::key);
    visitor.field(Fields.EVENT_TYPE, event -> event.kind().wireName(), StatusEvent::setType);
    visitor.field(Fields.LOCALE, StatusEvent::locale, Builder::locale);
    visitor.field(Fields.ERROR, StatusEvent::error, StatusEvent::setError);
    visitor.field(Fields.MESSAGE, StatusEvent::message, Builder::message);
    visitor.field(Fields.DETAILS, StatusEvent::details, Builder::details);
    visitor.field(
        Fields.DETAILS_TRUNCATED, StatusEvent::detailsTruncated, Builder::detailsTruncated);
    visitor.field(Fields.TOTAL, StatusEvent::total, Builder::total);
    visitor.field(Fields.CREATED_AT, StatusEvent::createdAt, Builder::createdAt);
    visitor.field(Fields.EVENT_ID, StatusEvent::eventId, Builder::eventId);
  }

  /** Returns a copy with some fields changed. */
  public StatusEvent with(Consumer<Builder> change) {
    Builder copy = builder();
    eachField(new FieldCopy<>(this, copy));
    change.accept(copy);
    return copy.build();
  }

  private static void setType(Builder event, String eventType) {
    event.kind(EventKind.of(eventType, false));
  }

  // Rows of the old package have no eventType, and this flag alone tells the kind.
  private static void setError(Builder event, boolean error) {
    event.kind(EventKind.of(event.kind.wireName(), error));
  }

  /** Returns a builder without values, but for the kind {@link EventKind#EVENT}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the fields of an event. */
  public static final class Builder {
    private @Nullable BuildKey key;
    private @Nullable UUID eventId;
    private EventKind kind = EventKind.EVENT;
    private @Nullable String locale;
    private @Nullable String message;
    private @Nullable String details;
    private @Nullable Integer total;
    private @Nullable Instant createdAt;
    private boolean detailsTruncated;

    private Builder() {}

    /** Sets the build that the event is about. */
    public Builder key(BuildKey value) {
      key = value;
      return this;
    }

    /** Sets the id; by default a version 7 id of the time of the event. */
    public Builder eventId(UUID value) {
      eventId = value;
      return this;
    }

    /** Sets the kind. */
    public Builder kind(EventKind value) {
      kind = value;
      return this;
    }

    /** Sets the locale; null or blank for the build as a whole. */
    public Builder locale(@Nullable String value) {
      locale = value;
      return this;
    }

    /** Sets the short text; null or empty for none. */
    public Builder message(@Nullable String value) {
      message = value;
      return this;
    }

    /** Sets the long text; null or empty for none. */
    public Builder details(@Nullable String value) {
      details = value;
      return this;
    }

    /** Sets the number of locale builds; null for none. */
    public Builder total(@Nullable Integer value) {
      total = value;
      return this;
    }

    /** Sets when the event happened. */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /** Sets whether texts of the stored item were cut to fit. */
    public Builder detailsTruncated(boolean value) {
      detailsTruncated = value;
      return this;
    }

    /**
     * Creates the event.
     *
     * @throws InvalidRecordException if a field is missing or breaks a rule
     */
    public StatusEvent build() {
      return build(createdAt);
    }

    /**
     * Creates the event, with the given time unless another was set.
     *
     * @throws InvalidRecordException if a field is missing or breaks a rule
     */
    public StatusEvent buildAt(Instant now) {
      return build(createdAt == null ? now : createdAt);
    }

    @SuppressWarnings("NullAway") // the record checks what is missing
    private StatusEvent build(@Nullable Instant happened) {
      Instant time = Fields.CREATED_AT.required(happened);
      return new StatusEvent(
          key,
          eventId == null ? EventIds.create(time) : eventId,
          kind,
          locale,
          message,
          details,
          total,
          time,
          detailsTruncated);
    }
  }
}
