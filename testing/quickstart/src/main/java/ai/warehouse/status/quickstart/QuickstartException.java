package ai.warehouse.status.quickstart;

/** An error that is told to the user in one line. */
final class QuickstartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QuickstartException(String message) {
    super(message);
  }

  QuickstartException(String message, Throwable cause) {
    super(message, cause);
  }
}
