package ai.warehouse.status.service;

/**
 * The configuration is unusable and a person must change it; the launcher prints the message, which
 * is one line and holds no secret, and exits with 2.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param message names the key and where its value came from; control characters, which a value
   *     may carry into it, become spaces
   */
  public ConfigurationException(String message) {
    super(oneLine(message));
  }

  /**
   * Creates an exception with a cause.
   *
   * @param message as above
   * @param cause must not hold a secret either
   */
  public ConfigurationException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    return message.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }
}
