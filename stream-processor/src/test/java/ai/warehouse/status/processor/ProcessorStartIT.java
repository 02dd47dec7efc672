package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.service.CommonSettings;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A processor that starts before its broker: it says so, waits, and not for ever. */
class ProcessorStartIT {
  private static final Pattern SERVING =
      Pattern.compile("Serving health and metrics host=\"127.0.0.1\" port=\"(\\d+)\"");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  @DisabledIfSystemProperty(
      named = TestServers.KIND,
      matches = "containers",
      disabledReason = "stays embedded: a broker at a port that is known before")
  void shouldShowThatItWaitsForItsBrokerAndGoOnWhenThatComes() throws Exception {
    int port = freePort();
    try (ChildProcessor processor = start(port, Map.of())) {
      await().until(() -> ready(processor).body().contains("waiting for Kafka at 127.0.0.1:"));
      assertThat(ready(processor).statusCode()).isEqualTo(503);
      assertThat(get(processor, "/health/live").statusCode()).isEqualTo(200);
      assertThat(get(processor, "/metrics").body())
          .contains("warehouse_status_ready{check=\"lifecycle\"");

      try (EmbeddedKafka kafka = EmbeddedKafka.builder().port(port).start()) {
        await().until(() -> ready(processor).statusCode() == 200);
        assertThat(processor.log()).contains("Waiting for=\"Kafka at " + kafka.bootstrapServers());
        processor.stop();
      }
    }
  }

  @Test
  void shouldStopInOrderWhileItWaits() throws Exception {
    try (ChildProcessor processor = start(freePort(), Map.of())) {
      await().until(() -> processor.log().contains("Waiting for="));

      processor.terminate();

      assertThat(processor.awaitEnd()).isZero();
      assertThat(processor.log()).contains("why=\"signal\"").doesNotContain(" ERROR ");
    }
  }

  @Test
  void shouldGiveUpAfterItsTimeAndSayWhatToDo() throws Exception {
    int port = freePort();
    Map<String, String> hasty = Map.of(CommonSettings.STARTUP_TIMEOUT_MS, "500");
    try (ChildProcessor processor = start(port, hasty)) {
      assertThat(processor.awaitEnd()).isEqualTo(1);
      assertThat(processor.log())
          .containsOnlyOnce(" ERROR ")
          .contains("Kafka at 127.0.0.1:" + port + " was not there within 500 ms")
          .contains("(startup.timeout.ms)", "Check bootstrap.servers");
    }
  }

  private ChildProcessor start(int kafkaPort, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(CommonSettings.BOOTSTRAP_SERVERS, "127.0.0.1:" + kafkaPort);
    settings.put(CommonSettings.HTTP_PORT, "0");
    settings.put(ProcessorSettings.STATE_DIR, folder.resolve("state").toString());
    return ChildProcessor.start("starting", folder, settings);
  }

  private HttpResponse<String> ready(ChildProcessor processor) throws Exception {
    await().until(() -> SERVING.matcher(processor.log()).find());
    return get(processor, "/health/ready");
  }

  private HttpResponse<String> get(ChildProcessor processor, String path) throws Exception {
    Matcher serving = SERVING.matcher(processor.log());
    assertThat(serving.find()).isTrue();
    URI uri = URI.create("http://127.0.0.1:" + serving.group(1) + path);
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
