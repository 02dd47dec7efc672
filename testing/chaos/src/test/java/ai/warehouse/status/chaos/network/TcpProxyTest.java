package ai.warehouse.status.chaos.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private static final int LONG_MS = 10_000;
  private static final int SHORT_MS = 200;

  private ServerSocket server;
  private TcpProxy proxy;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setSoTimeout(LONG_MS);
    proxy = new TcpProxy(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void shouldPassOnBothWays() throws IOException {
    try (Socket client = connect();
        Socket behind = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(behind.getInputStream().read()).isEqualTo(1);
      behind.getOutputStream().write(2);
      assertThat(client.getInputStream().read()).isEqualTo(2);
    }
  }

  @Test
  void shouldHoldBackWhatComesWhileSilent() throws IOException {
    try (Socket client = connect();
        Socket behind = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(behind.getInputStream().read()).isEqualTo(1);

      proxy.silence();
      client.getOutputStream().write(2);

      behind.setSoTimeout(SHORT_MS);
      InputStream in = behind.getInputStream();
      assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

      proxy.heal();

      behind.setSoTimeout(LONG_MS);
      assertThat(in.read()).isEqualTo(2);
    }
  }

  @Test
  void shouldBreakConnectionsWhenRefusing() throws IOException {
    try (Socket client = connect();
        Socket behind = server.accept()) {
      client.getOutputStream().write(1);
      assertThat(behind.getInputStream().read()).isEqualTo(1);

      proxy.refuse();

      assertThat(isClosed(client)).isTrue();
      try (Socket next = connect()) {
        assertThat(isClosed(next)).isTrue();
      }

      proxy.heal();

      try (Socket next = connect();
          Socket nextBehind = server.accept()) {
        next.getOutputStream().write(3);
        assertThat(nextBehind.getInputStream().read()).isEqualTo(3);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(LONG_MS);
    return socket;
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }
}
