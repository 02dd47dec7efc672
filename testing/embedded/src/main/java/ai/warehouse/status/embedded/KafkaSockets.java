package ai.warehouse.status.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The listening sockets of the node, bound before Kafka starts.
 *
 * <p>The ports must be in the configuration before Kafka binds them, and a port that is only picked
 * can be taken meanwhile; a socket that is already bound cannot.
 */
record KafkaSockets(ServerSocketChannel broker, ServerSocketChannel controller)
    implements ServerSocketFactory, AutoCloseable {

  private static final int BACKLOG = 50;

  /**
   * Binds both sockets.
   *
   * @param brokerPort the broker's port; 0 for a free one
   * @throws PortTakenException if another process listens on the port
   */
  static KafkaSockets bind(int brokerPort) {
    ServerSocketChannel broker = listen(brokerPort);
    try {
      return new KafkaSockets(broker, listen(0));
    } catch (RuntimeException e) {
      close(broker);
      throw e;
    }
  }

  int brokerPort() {
    return port(broker);
  }

  int controllerPort() {
    return port(controller);
  }

  @Override
  public ServerSocketChannel openServerSocket(
      String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) {
    ServerSocketChannel socket =
        Map.of(KafkaSettings.BROKER, broker, KafkaSettings.CONTROLLER, controller)
            .get(listenerName);
    if (socket == null) {
      throw new IllegalArgumentException("no socket is bound for listener " + listenerName);
    }
    return socket;
  }

  /** Frees both ports; closing a socket that Kafka has closed does nothing. */
  @Override
  public void close() {
    close(broker);
    close(controller);
  }

  private static ServerSocketChannel listen(int port) {
    try {
      ServerSocketChannel socket = ServerSocketChannel.open();
      try {
        socket.bind(new InetSocketAddress(KafkaSettings.HOST, port), BACKLOG);
        // Kafka's acceptor registers it with a selector.
        socket.configureBlocking(false);
        return socket;
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    } catch (BindException e) {
      throw new PortTakenException(port, "Kafka broker", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  private static int port(ServerSocketChannel socket) {
    try {
      return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("the socket has been closed", e);
    }
  }

  private static void close(ServerSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the socket", e);
    }
  }
}
