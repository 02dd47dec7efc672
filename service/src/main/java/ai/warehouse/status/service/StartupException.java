package ai.warehouse.status.service;

/**
 * The configuration can be read but the service cannot start with what it finds (a taken port, an
 * unfit topic); the launcher logs the message without a stack trace and exits with 1.
 */
public final class StartupException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param message says what is wrong and where, for the person who must mend it
   */
  public StartupException(String message) {
    super(message);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message as above
   * @param cause logged at DEBUG only
   */
  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
