package ai.warehouse.status.embedded;

/** Says that a server did not start for another reason than a taken port, and why. */
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  StartFailedException(String message) {
    super(message);
  }
}
