package ai.warehouse.status.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.reading.Reading.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Broker or database go away while people watch, and come back. */
@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: starts again at the same port with the same data")
class OutageIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A broker that can be stopped, and started at the same place. */
  private static final class Broker implements KafkaServer {
    private final Path folder;
    private EmbeddedKafka running;

    Broker(Path folder) {
      this.folder = folder;
      running = EmbeddedKafka.builder().dataDirectory(folder).start();
    }

    void restart() {
      running = EmbeddedKafka.builder().dataDirectory(folder).port(running.port()).start();
    }

    void stop() {
      running.close();
    }

    @Override
    public String bootstrapServers() {
      return running.bootstrapServers();
    }

    @Override
    public void close() {
      running.close();
    }
  }

  @TempDir private Path folder;

  @Test
  void shouldSaySoAndGoOnByItself() {
    Broker broker = new Broker(folder.resolve("kafka"));
    try (ReadingSystem system = new ReadingSystem(broker, TestServers.startDynamoDb())) {
      Reading api = system.startApi();
      publish(api, "'eventType':'queued','total':3");
      await().atMost(PATIENCE).until(() -> api.get("/status/shop/prod/1").code() == 200);

      try (StreamReader heads = api.stream("/stream");
          StreamReader build = api.stream("/stream/shop/prod/1")) {
        await().atMost(PATIENCE).until(() -> !build.of("snapshot").isEmpty());
        CompletableFuture<Answer> gate = api.getLater("/wait/shop/prod/1?timeout=600");

        system.database.refuseConnections();
        publish(api, "'eventType':'complete','locale':'a'");
        // The locale is live, though nothing can be read.
        await().atMost(PATIENCE).until(() -> last(build, "events").contains("\"a\""));
        Answer unread = api.get("/status/other/prod/1");
        assertThat(unread.code()).isEqualTo(503);
        assertThat(unread.json().path("error").asText()).isNotEmpty();
        await().atMost(PATIENCE).until(() -> upstream(heads), List.of("dynamodb")::equals);
        system.database.listen();
        await().atMost(PATIENCE).until(() -> api.get("/status/other/prod/1").code() == 404);
        await().atMost(PATIENCE).until(() -> upstream(heads), List.of("dynamodb", "ok")::equals);

        broker.stop();
        await()
            .atMost(PATIENCE)
            .until(() -> upstream(heads), List.of("dynamodb", "ok", "kafka")::equals);
        assertThat(api.get("/status/shop/prod/1").code()).isEqualTo(200);
        broker.restart();
        await().atMost(PATIENCE).until(() -> publishes(api, "'eventType':'complete','locale':'b'"));
        publish(api, "'eventType':'complete','locale':'c'");
        await()
            .atMost(PATIENCE)
            .until(() -> upstream(heads), List.of("dynamodb", "ok", "kafka", "ok")::equals);

        assertThat(gate).succeedsWithin(PATIENCE).returns(200, Answer::code);
        await().atMost(PATIENCE).until(() -> last(build, "build").contains("\"complete\":true"));
        await().atMost(PATIENCE).until(() -> last(heads, "heads").contains("\"complete\""));
      }
    }
  }

  private static String last(StreamReader stream, String field) {
    List<JsonNode> sent =
        stream.events().stream()
            .map(event -> event.data().path(field))
            .filter(value -> !value.isMissingNode())
            .toList();
    return sent.get(sent.size() - 1).toString();
  }

  private static List<String> upstream(StreamReader stream) {
    return stream.of("upstream").stream()
        .map(upstream -> upstream.path("ok").asBoolean() ? "ok" : upstream.path("what").asText())
        .toList();
  }

  private static void publish(Reading api, String fields) {
    assertThat(publishes(api, fields)).isTrue();
  }

  /** Publishes an event of the build with such fields, with ' for ", and tells whether it did. */
  private static boolean publishes(Reading api, String fields) {
    String event = "{'pkg':'shop','env':'prod','version':'1',%s}".formatted(fields);
    return api.publish(event.replace('\'', '"')).code() == 202;
  }
}
