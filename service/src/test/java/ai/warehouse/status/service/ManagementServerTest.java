package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementServerTest {

  private static final String HOST = "127.0.0.1";

  private final AtomicReference<Health> ready = new AtomicReference<>(Health.down("starting"));
  private final HttpClient client = HttpClient.newHttpClient();
  private Metrics metrics;
  private ManagementServer server;

  @BeforeEach
  void start() {
    metrics = new Metrics("test-service");
    Settings settings =
        Settings.of(
            CommonSettings.configDef(),
            Set.of(),
            Map.of("bootstrap.servers", "unused:1", "http.port", "0"));
    server =
        ManagementServer.start(
            settings,
            metrics.registry(),
            List.of(new HealthCheck("process", Health::ok)),
            List.of(new HealthCheck("kafka", ready::get)));
  }

  @Test
  void shouldShowHealthAsMetrics() throws Exception {
    // when
    String before = request("GET", "/metrics").body();
    ready.set(Health.ok());

    // then, if not at once
    assertThat(before)
        .contains("warehouse_status_ready{check=\"kafka\",service=\"test-service\"} 0.0\n")
        .contains("warehouse_status_live{check=\"process\",service=\"test-service\"} 1.0\n");
    await()
        .untilAsserted(
            () ->
                assertThat(request("GET", "/metrics").body())
                    .contains(
                        "warehouse_status_ready{check=\"kafka\",service=\"test-service\"} 1.0\n"));
  }

  @AfterEach
  void close() {
    server.close();
    metrics.close();
  }

  private HttpResponse<String> request(String method, String path) throws Exception {
    URI uri = URI.create("http://" + HOST + ":" + server.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString("ignored")).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String contentType(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElseThrow();
  }

  @Test
  void shouldServeLiveness() throws Exception {
    // when
    HttpResponse<String> response = request("GET", "/health/live");

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo("application/json");
    assertThat(response.body())
        .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"process\",\"status\":\"UP\"}]}");
  }

  @Test
  void shouldFollowReadiness() throws Exception {
    // when
    HttpResponse<String> before = request("GET", "/health/ready?verbose");
    ready.set(Health.ok());
    HttpResponse<String> after = request("GET", "/health/ready");

    // then
    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body()).contains("\"status\":\"DOWN\"", "\"reason\":\"starting\"");
    assertThat(after.statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeMetricsAsPrometheusText() throws Exception {
    // given
    metrics.registry().counter("records.read").increment(3);

    // when
    HttpResponse<String> response = request("GET", "/metrics");

    // then
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains("records_read_total{service=\"test-service\"} 3.0\n")
        .contains("jvm_memory_used_bytes{")
        .contains("jvm_threads_live_threads{")
        .contains("jvm_gc_")
        .contains("process_uptime_seconds{");
    assertThat(response.body().lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.contains("service=\"test-service\""));
  }

  @Test
  void shouldListenOnLoopbackOnlyUnlessToldOtherwise() throws Exception {
    String host = (String) CommonSettings.configDef().defaultValues().get(CommonSettings.HTTP_HOST);
    assertThat(InetAddress.getByName(host).isLoopbackAddress()).isTrue();

    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress other : others) {
      assertThatExceptionOfType(IOException.class)
          .as("connection to %s", other)
          .isThrownBy(() -> new Socket(other, server.port()).close());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/health/live/", "/health/liveness", "/metrics/x"})
  void shouldNotFindOtherPaths(String path) throws Exception {
    assertThat(request("GET", path).statusCode()).isEqualTo(404);
    assertThat(request("POST", path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
  void shouldAllowReadingOnly(String method) throws Exception {
    for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
      // when
      HttpResponse<String> response = request(method, path);

      // then
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @Test
  void shouldAnswerHeadLikeGetWithoutBody() throws Exception {
    // when
    HttpResponse<String> get = request("GET", "/health/ready");
    HttpResponse<String> head = request("HEAD", "/health/ready");

    // then
    assertThat(head.statusCode()).isEqualTo(503);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(get.body().length());
  }

  @Test
  void shouldNameATakenAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(() -> start(HOST, taken.getLocalPort()))
          .withMessageContaining(HOST + ":" + taken.getLocalPort());
    }
  }

  @Test
  void shouldNameAnUnknownHost() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(() -> start("no-such-host.invalid", 0))
        .withMessageContaining("no-such-host.invalid:0");
  }

  @Test
  void shouldServeNothingWhenSwitchedOff() {
    try (ManagementServer off = start(HOST, -1)) {
      assertThat(off.port()).isEqualTo(-1);
    }
  }

  @Test
  void shouldFreeItsPortWhenClosed() {
    // given
    int port = server.port();
    server.close();

    // when
    try (ManagementServer again = start(HOST, port)) {

      // then
      assertThat(again.port()).isEqualTo(port);
    }
  }

  private ManagementServer start(String host, int port) {
    return ManagementServer.start(host, port, metrics.registry(), List.of(), List.of());
  }
}
