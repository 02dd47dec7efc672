package ai.warehouse.status.model;

import org.jspecify.annotations.Nullable;

/**
 * Says which field of a record breaks which rule; never carries the field's content, so that it can
 * be logged.
 */
public final class InvalidRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;
  private final @Nullable String field;

  /**
   * Creates an exception about one field.
   *
   * @param field the field's name as on the wire; null if the record as a whole is meant
   * @param detail what is wrong, without the field's content
   */
  public InvalidRecordException(RejectionReason reason, @Nullable String field, String detail) {
    super(reason.code() + ": " + (field == null ? "" : field + " ") + detail);
    this.reason = reason;
    this.field = field;
  }

  /** Returns the kind of the broken rule. */
  public RejectionReason reason() {
    return reason;
  }

  /** Returns the offending field's name; null if the record as a whole is meant. */
  public @Nullable String field() {
    return field;
  }

  /** Leaves the stack trace out: bad records may come in floods, and the message says it all. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
