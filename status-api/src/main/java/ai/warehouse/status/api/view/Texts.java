package ai.warehouse.status.api.view;

import ai.warehouse.status.model.StatusEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bounds the texts of strangers. */
final class Texts {
  /** How many characters of a text are shown; the whole is in the event table. */
  static final int SHOWN = 4_000;

  private Texts() {}

  /** Cuts a long text, and marks the cut. */
  static @Nullable String cut(@Nullable String text) {
    if (text == null || text.length() <= SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(SHOWN - 2)) ? SHOWN - 2 : SHOWN - 1;
    return text.substring(0, end) + '…';
  }

  /** Cuts the texts of an event. */
  static StatusEvent cut(StatusEvent event) {
    String message = cut(event.message());
    String details = cut(event.details());
    boolean whole =
        Objects.equals(message, event.message()) && Objects.equals(details, event.details());
    return whole ? event : event.with(copy -> copy.message(message).details(details));
  }
}
