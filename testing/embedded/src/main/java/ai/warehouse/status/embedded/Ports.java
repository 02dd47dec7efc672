package ai.warehouse.status.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Port numbers: checked, and picked for a server that cannot pick its own. */
final class Ports {
  private Ports() {}

  /**
   * The port, if it is one.
   *
   * @param port 0 (a free one is picked) to 65535
   * @throws IllegalArgumentException if it is none
   */
  static int requireValid(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    return port;
  }

  /** A port that was free a moment ago; somebody may take it before the caller does. */
  static int pickFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }
}
