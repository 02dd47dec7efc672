package ai.warehouse.status.api.http;

/** Thrown by a route to answer with an error. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfter;

  /**
   * Creates an exception.
   *
   * @param status the HTTP status, 400 or more
   * @param message for the client; names what was asked for
   */
  public ApiException(int status, String message) {
    this(status, message, 0);
  }

  private ApiException(int status, String message, int retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** Returns a 503, for which the client should come again. */
  public static ApiException unavailable(String message, int retryAfterSeconds) {
    return new ApiException(503, message, retryAfterSeconds);
  }

  /** Returns the response that says so. */
  ApiResponse response() {
    ApiResponse error = ApiResponse.error(status, String.valueOf(getMessage()));
    return retryAfter == 0 ? error : error.with("Retry-After", String.valueOf(retryAfter));
  }

  /** Omits the stack trace: an answer, and perhaps one of a flood. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
