package ai.warehouse.status.embedded;

/** A server could not start since another process listens on its port. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  PortTakenException(int port, String server, Throwable cause) {
    super("port %d is already in use (%s)".formatted(port, server), cause);
    this.port = port;
  }

  /** The port that is in use. */
  public int port() {
    return port;
  }
}
