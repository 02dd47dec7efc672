package ai.warehouse.status.model;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a record that breaks a rule (SPEC §1). The message names field and rule and never
 * quotes content, so that it can be logged.
 */
public final class InvalidRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;
  private final @Nullable String field;

  /**
   * Creates an exception about one field.
   *
   * @param field the name of the field on the wire; null for the record as a whole
   * @param detail what is wrong, without quoting content
   */
  public InvalidRecordException(RejectionReason reason, @Nullable String field, String detail) {
    super(reason.code() + ": " + (field == null ? "" : field + " ") + detail);
    this.reason = reason;
    this.field = field;
  }

  /** Returns the reason for the rejection. */
  public RejectionReason reason() {
    return reason;
  }

  /** Returns the name of the offending field; null for the record as a whole. */
  public @Nullable String field() {
    return field;
  }

  /** Omits the stack trace: bad records may come in floods, and the message is sufficient. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
