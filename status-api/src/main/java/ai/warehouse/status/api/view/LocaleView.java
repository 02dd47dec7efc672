package ai.warehouse.status.api.view;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of one locale of a build, or of the build as a whole.
 *
 * @param locale null for the build as a whole
 * @param message of the latest event that has one; null if none has
 * @param failure details of the latest error; null without an error
 * @param at the time of the latest event
 * @param startedAt the time of the earliest event
 * @param events number of events
 */
record LocaleView(
    @Nullable String locale,
    LocaleState state,
    @Nullable Text message,
    @Nullable Text failure,
    Instant at,
    Instant startedAt,
    int events) {
  /** A text with the place of its event. */
  record Text(EventOrder order, @Nullable String value) {
    static Text latest(@Nullable Text known, StatusEvent event, @Nullable String text) {
      EventOrder order = EventOrder.of(event);
      return known != null && !order.isAfter(known.order)
          ? known
          : new Text(order, Texts.cut(text));
    }
  }

  static LocaleView first(StatusEvent event) {
    return new LocaleView(
            event.locale(), LocaleState.NONE, null, null, event.createdAt(), event.createdAt(), 0)
        .with(event);
  }

  /** Returns the view with one more event; all but the number is the same if it comes again. */
  LocaleView with(StatusEvent event) {
    boolean error = event.kind() == EventKind.ERROR;
    Instant time = event.createdAt();
    return new LocaleView(
        locale,
        error || event.kind() == EventKind.COMPLETE ? state.with(event) : state,
        event.message() == null ? message : Text.latest(message, event, event.message()),
        error ? Text.latest(failure, event, event.details()) : failure,
        time.isAfter(at) ? time : at,
        time.isBefore(startedAt) ? time : startedAt,
        events + 1);
  }

  /**
   * Writes the JSON object.
   *
   * @param failing whether the locale is failing, of which {@link LocaleState#failing} decides but
   *     for the build as a whole
   */
  void write(JsonGenerator json, boolean failing) throws IOException {
    json.writeStartObject();
    if (locale != null) {
      json.writeStringField("locale", locale);
    }
    json.writeStringField(
        "state", failing ? "failing" : state.completed() ? "complete" : "building");
    if (message != null) {
      json.writeStringField("message", message.value());
    }
    if (failing && failure != null && failure.value() != null) {
      json.writeStringField("details", failure.value());
    }
    json.writeStringField("at", Timestamps.format(at));
    json.writeStringField("startedAt", Timestamps.format(startedAt));
    if (state.completedAt() != null) {
      json.writeStringField("completedAt", Timestamps.format(state.completedAt()));
    }
    if (state.failedAt() != null) {
      json.writeStringField("failedAt", Timestamps.format(state.failedAt()));
    }
    json.writeNumberField("events", events);
    json.writeEndObject();
  }
}
