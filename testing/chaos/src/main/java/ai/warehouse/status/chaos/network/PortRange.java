package ai.warehouse.status.chaos.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports for servers that come back at the same one: below those that the system gives to
 * outgoing connections, of which one could take it meanwhile.
 */
public final class PortRange {
  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;

  // Somewhere, so that two runs at a time don't want the same.
  private int next = ThreadLocalRandom.current().nextInt(FIRST, LAST - 1000);

  /** Returns a port on which nobody listens. */
  public int next() {
    while (next < LAST) {
      int port = next++;
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Somebody listens.
      }
    }
    throw new IllegalStateException("no free port below " + LAST);
  }
}
