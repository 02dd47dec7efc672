package ai.warehouse.status.api.publish;

import ai.warehouse.status.model.InvalidRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown for a text of events of which none is published, since one breaks a rule (SPEC §1) or
 * there are too many. The message names event, field and rule and never quotes content.
 */
public final class RefusedEventsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Integer item;
  private final @Nullable InvalidRecordException why;

  /**
   * Creates an exception about a rule.
   *
   * @param item the place of the event, from 0 on; null for the text as a whole
   */
  RefusedEventsException(@Nullable Integer item, InvalidRecordException why) {
    this(item, why, (item == null ? "" : "item " + item + ": ") + why.getMessage());
  }

  private RefusedEventsException(
      @Nullable Integer item, @Nullable InvalidRecordException why, String message) {
    super(message + "; nothing is published", why);
    this.item = item;
    this.why = why;
  }

  /** Returns an exception about the number of events. */
  static RefusedEventsException tooMany(int max) {
    return new RefusedEventsException(null, null, "more than " + max + " events in one request");
  }

  /** Returns the place of the event, from 0 on; null for the text as a whole. */
  public @Nullable Integer item() {
    return item;
  }

  /** Returns the rule that is broken; null if there are only too many events. */
  public @Nullable InvalidRecordException why() {
    return why;
  }
}
