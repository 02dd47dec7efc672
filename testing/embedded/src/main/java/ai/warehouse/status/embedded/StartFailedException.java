package ai.warehouse.status.embedded;

/** A server or child did not start, for another reason than a taken port. */
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  StartFailedException(String message) {
    super(message);
  }
}
