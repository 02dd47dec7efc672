package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the health check of the images says of a service that answers so or so. */
class HealthScriptIT {
  private static final Path SCRIPT = Path.of("..", "src", "main", "bin", "health").toAbsolutePath();

  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/health/ready", 503, "{\"status\":\"DOWN\"}");
    answer("/health/live", 200, "{\"status\":\"UP\"}");
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void shouldSucceedWhenUp() throws Exception {
    // when
    Called called = health("live");

    // then
    assertThat(called).isEqualTo(new Called(0, "{\"status\":\"UP\"}", ""));
  }

  @Test
  void shouldFailWithTheReasonWhenDown() throws Exception {
    // when
    Called called = health("ready");

    // then
    assertThat(called).isEqualTo(new Called(1, "{\"status\":\"DOWN\"}", ""));
  }

  @Test
  void shouldFailWhenNothingListens() throws Exception {
    // given
    int port = server.getAddress().getPort();
    server.stop(0);

    // when
    Called called = health("ready");

    // then
    assertThat(called).isEqualTo(new Called(1, "", "Nothing listens on port " + port + "\n"));
  }

  private Called health(String which) throws Exception {
    String port = Integer.toString(server.getAddress().getPort());
    return Called.in(
        Path.of("."), Map.of("WAREHOUSE_STATUS_HTTP_PORT", port), SCRIPT.toString(), which);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
