package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the health check of the images says of a service that answers so or so. */
class HealthScriptTest {
  private static final Path SCRIPT =
      Path.of("..", "..", "service", "src", "main", "bin", "health").toAbsolutePath();

  private static final Called UP = new Called(0, "{\"status\":\"UP\"}", "");

  @TempDir private Path folder;

  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/health/ready", 503, "{\"status\":\"DOWN\"}");
    answer(server, "/health/live", 200, "{\"status\":\"UP\"}");
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
    assertThat(called).isEqualTo(UP);
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
    assertThat(called)
        .isEqualTo(new Called(1, "", "Nothing listens on 127.0.0.1, port " + port + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.port=%d",
        "\uFEFFhttp.port = %d \r\n",
        "#http.port=1\nhttp.port 1\n  http.port: %d\nhttps.port=1\nhttp.ports=1\n"
      })
  void shouldFindThePortInTheFile(String text) throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("a b.properties"), text.formatted(port()));

    // when, then
    assertThat(call(Map.of(), "--config", file.toString(), "live")).isEqualTo(UP);
    assertThat(call(Map.of(), "--config=a b.properties", "live")).isEqualTo(UP);
  }

  @Test
  void shouldLetEachSourceOverrideTheOneBefore() throws Exception {
    // given
    Path file = Files.writeString(folder.resolve("file"), "http.port=1\nhttp.host=192.0.2.1\n");
    String config = "--config=" + file;
    Map<String, String> variables =
        Map.of(
            "WAREHOUSE_STATUS_HTTP_PORT",
            Integer.toString(port()),
            "WAREHOUSE_STATUS_HTTP_HOST",
            "0.0.0.0");

    // when, then
    assertThat(call(variables, config, "live")).isEqualTo(UP);
    assertThat(call(variables, config, "--set", "http.port=0").err()).contains("any free port");
    assertThat(call(variables, config, "--set=http.port=-1").err()).contains("nothing is served");
    assertThat(call(Map.of(), "--config=none").err()).isEqualTo("File ./none cannot be read\n");
    assertThat(call(Map.of(), "redy").err()).startsWith("Usage: health");
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]", "::"})
  void shouldReachAnIpv6Host(String host) throws Exception {
    // given
    HttpServer six;
    try {
      six = HttpServer.create(new InetSocketAddress("::1", 0), 0);
    } catch (SocketException e) {
      abort("There is no IPv6 here: " + e.getMessage());
      return;
    }
    answer(six, "/health/ready", 200, "{\"status\":\"UP\"}");
    six.start();

    // when
    Called called =
        call(Map.of(), "--set=http.host=" + host, "--set=http.port=" + six.getAddress().getPort());

    // then
    six.stop(0);
    assertThat(called).isEqualTo(UP);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldTakeTheOptionsOfTheServiceThatRunsFromItsFolder() throws Exception {
    // given
    Files.writeString(folder.resolve("service.properties"), "http.port=" + port());
    String libraries = SCRIPT.toRealPath().getParent().resolveSibling("lib") + "/*";
    Process command = run(libraries, "ai.warehouse.status.api.cli.CliMain", "--set", "http.port=1");
    Process service =
        run(libraries, "ai.warehouse.status.api.ApiMain", "--config", "service.properties");

    // when
    Called called = Called.in(Path.of("/"), Map.of(), SCRIPT.toString(), "live");

    // then
    command.destroyForcibly().waitFor();
    service.destroyForcibly().waitFor();
    assertThat(called).isEqualTo(UP);
  }

  /** Something that looks like a JVM to whoever lists processes, and only waits. */
  private Process run(String libraries, String... mainClassAndArguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "read -r", "java", "-cp", libraries));
    command.addAll(List.of(mainClassAndArguments));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  private Called health(String which) throws Exception {
    return call(Map.of("WAREHOUSE_STATUS_HTTP_PORT", Integer.toString(port())), which);
  }

  private Called call(Map<String, String> variables, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return Called.in(folder, variables, command.toArray(String[]::new));
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpServer server, String path, int status, String body) {
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
