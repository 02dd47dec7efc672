package ai.warehouse.status.api.cli;

import org.jspecify.annotations.Nullable;

/**
 * Tells a person why a command has no answer; the message needs no stack trace to be understood.
 */
final class TroubleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private TroubleException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Returns trouble that stays. */
  static TroubleException lasting(String message, @Nullable Throwable cause) {
    return new TroubleException(message, cause, false);
  }

  /** Returns trouble that may pass, such as a service that restarts. */
  static TroubleException passing(String message, @Nullable Throwable cause) {
    return new TroubleException(message, cause, true);
  }

  /** Returns whether another attempt may succeed. */
  boolean isRetryable() {
    return retryable;
  }
}
