package ai.warehouse.status.sink;

/** There are no AWS credentials to be had; the message is the SDK's, which says where it looked. */
final class CredentialsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialsException(Throwable cause) {
    super("no AWS credentials: " + cause.getMessage(), cause);
  }
}
