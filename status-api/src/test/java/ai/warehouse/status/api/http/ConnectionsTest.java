package ai.warehouse.status.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private final Connections connections = new Connections(10, Duration.ofSeconds(30));

  /** The acceptor may be between two steps when the server stops. */
  @Test
  void shouldLeaveNobodyConnectedWhenClosed() throws Exception {
    try (SocketChannel before = SocketChannel.open();
        SocketChannel after = SocketChannel.open()) {
      connections.onAccepting(before);
      assertThat(connections.open()).isOne();
      assertThat(before.isOpen()).isTrue();

      connections.close();
      connections.onAccepting(after);

      assertThat(before.isOpen()).isFalse();
      assertThat(after.isOpen()).isFalse();
    }
  }

  @Test
  void shouldForgetWhomJettyCouldNotTake() throws Exception {
    try (SocketChannel client = SocketChannel.open()) {
      connections.onAccepting(client);
      connections.onAcceptFailed(client, new IllegalStateException("no room"));

      assertThat(connections.open()).isZero();
    }
  }
}
