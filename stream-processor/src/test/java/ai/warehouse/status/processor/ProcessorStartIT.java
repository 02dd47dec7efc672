package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A processor that starts before its broker: it says so, waits, and not for ever. */
class ProcessorStartIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private ProcessorService processor;

  @AfterEach
  void close() {
    processor.close();
  }

  @Test
  @DisabledIfSystemProperty(
      named = TestServers.KIND,
      matches = "containers",
      disabledReason = "stays embedded: a broker at a port that is known before")
  void shouldShowThatItWaitsForItsBrokerAndGoOnWhenThatComes() throws Exception {
    int port = freePort();
    CompletableFuture<Void> starting = start(port);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/metrics").body()).contains("warehouse_status_ready{check=\"lifecycle\"");

    try (EmbeddedKafka kafka = EmbeddedKafka.builder().port(port).start()) {
      await().until(() -> get("/health/ready").statusCode() == 200);
      assertThat(starting).as("start at %s", kafka.bootstrapServers()).isCompleted();
      processor.close();
    }
  }

  @Test
  void shouldStopInOrderWhileItWaits() throws Exception {
    CompletableFuture<Void> starting = start(freePort());

    processor.close();

    await().until(starting::isDone);
    assertThat(processor.termination()).isNotDone();
  }

  @Test
  void shouldGiveUpAfterItsTimeAndSayWhatToDo() throws Exception {
    int port = freePort();
    processor = service(port, Map.of(CommonSettings.STARTUP_TIMEOUT_MS, "500"));

    assertThatThrownBy(processor::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("Kafka at 127.0.0.1:" + port + " was not there within 500 ms")
        .hasMessageContainingAll("(startup.timeout.ms)", "Check bootstrap.servers");
  }

  private ProcessorService service(int kafkaPort, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(CommonSettings.BOOTSTRAP_SERVERS, "127.0.0.1:" + kafkaPort);
    settings.put(CommonSettings.HTTP_PORT, "0");
    settings.put(ProcessorSettings.STATE_DIR, folder.resolve("state").toString());
    return new ProcessorService(
        Settings.of(
            ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), settings));
  }

  /** Returns once the processor says that it waits. */
  private CompletableFuture<Void> start(int kafkaPort) {
    processor = service(kafkaPort, Map.of());
    CompletableFuture<Void> starting = CompletableFuture.runAsync(processor::start);
    await().until(() -> processor.httpPort() > 0);
    await().until(() -> get("/health/ready").body().contains("waiting for Kafka at 127.0.0.1:"));
    return starting;
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + processor.httpPort() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
