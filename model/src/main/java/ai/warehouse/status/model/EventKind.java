package ai.warehouse.status.model;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an event reports about its build (SPEC §1); {@code eventType} on the wire. */
public enum EventKind {
  /** Anything else; has no influence on progress. */
  EVENT,
  /** The build was split into locale builds, usually with their number as {@code total}. */
  QUEUED,
  /** The build of a locale is complete. */
  COMPLETE,
  /** A locale, or the build as a whole, failed. */
  ERROR,
  /** There was nothing to build. The event is counted in a metric and otherwise leaves no trace. */
  IGNORED;

  private static final Map<String, EventKind> BY_WIRE_NAME =
      Stream.of(values()).collect(Collectors.toMap(EventKind::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Returns the value of the field {@code eventType}. */
  public String wireName() {
    return wireName;
  }

  /**
   * Derives the kind of an event from its fields: a set error flag wins over all types but {@code
   * ignored}.
   *
   * @param eventType the field {@code eventType}; null or empty for a plain event
   * @param error the field {@code error}
   * @throws InvalidRecordException if the type is unknown
   */
  public static EventKind of(@Nullable String eventType, boolean error) {
    EventKind kind = eventType == null || eventType.isEmpty() ? EVENT : BY_WIRE_NAME.get(eventType);
    if (kind == null) {
      throw new InvalidRecordException(
          RejectionReason.INVALID_VALUE,
          Fields.EVENT_TYPE.name(),
          "is none of event, queued, complete, error, ignored");
    }
    return error && kind != IGNORED ? ERROR : kind;
  }
}
