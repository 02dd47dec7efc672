package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.service.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sinks that stop, or start, while the database is away. */
class SinkOutageIT {
  private static final Map<String, String> SETTINGS =
      Map.of("dynamodb.timeout.ms", "300", "drain.timeout.ms", "2000");

  private static KafkaServer kafka;

  @BeforeAll
  static void startKafka() {
    kafka = TestServers.sharedKafka();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void shouldStopInTimeAndLoseNothingWhileTheDatabaseStalls() throws Exception {
    try (DynamoDbServer dynamoDb = TestServers.startDynamoDb();
        SinkHarness harness = new SinkHarness("stop", kafka, dynamoDb)) {
      SinkService sink = harness.start(SETTINGS);
      send(harness, 0, 10);
      await().until(() -> harness.lag() == 0);

      dynamoDb.pause();
      send(harness, 10, 60);
      await().until(() -> !harness.isReady(sink));
      CompletableFuture<Void> closing = CompletableFuture.runAsync(sink::close);
      await().until(() -> harness.http(sink, "/health/ready").body().contains("\"stopping\""));
      assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
      closing.join();
      assertThat(sink.termination()).isCompleted();
      assertThat(harness.lag()).isEqualTo(100);

      dynamoDb.resume();
      harness.start(SETTINGS);
      await().until(() -> harness.lag() == 0);
      assertStored(harness, 60);
    }
  }

  @Test
  void shouldWaitForADatabaseThatStartsLater() throws Exception {
    int port = freePort();
    try (SinkHarness harness =
        new SinkHarness("late", kafka, URI.create("http://127.0.0.1:" + port))) {
      SinkService sink = harness.start(SETTINGS);
      send(harness, 0, 50);
      await()
          .until(
              () ->
                  harness.http(sink, "/health/ready").body().contains("waiting for DynamoDB at "));
      assertThat(harness.isReady(sink)).isFalse();
      assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
      // Known though the sink has no partition yet.
      await().until(() -> backlog(harness, sink).endsWith(" 50.0"));

      try (DynamoDbServer dynamoDb = TestServers.startDynamoDb(port)) {
        await().until(() -> harness.lag() == 0);
        assertStored(harness, 50);
        assertThat(harness.isReady(sink)).isTrue();
        await().until(() -> backlog(harness, sink).endsWith(" 0.0"));
        assertThat(dynamoDb.endpoint()).hasPort(port);
      }
    }
  }

  @Test
  void shouldWaitForCredentialsAtTheStartAndInTheRun() throws Exception {
    try (DynamoDbServer dynamoDb = TestServers.sharedDynamoDb();
        SinkHarness harness = new SinkHarness("credentials", kafka, dynamoDb);
        CredentialsEndpoint endpoint = new CredentialsEndpoint()) {
      endpoint.answer(503, "");
      SinkService sink = harness.start(SETTINGS);
      send(harness, 0, 10);
      await()
          .until(
              () ->
                  harness
                      .http(sink, "/health/ready")
                      .body()
                      .contains("No AWS credentials from container"));
      assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);

      // Short-lived, so that the sink soon asks again.
      endpoint.giveCredentials(Duration.ZERO);
      await().until(() -> harness.lag() == 0);
      await().until(() -> harness.isReady(sink));

      endpoint.answer(403, "");
      send(harness, 10, 60);
      await()
          .until(
              () ->
                  harness
                      .http(sink, "/health/ready")
                      .body()
                      .contains("retrying: No AWS credentials from container"));
      assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);

      endpoint.giveCredentials(Duration.ofHours(1));
      await().until(() -> harness.lag() == 0);
      assertStored(harness, 60);
      await().until(() -> harness.isReady(sink));
    }
  }

  @Test
  void shouldEndAtOnceWithoutAnyCredentials() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    try (SinkHarness harness = new SinkHarness("none", kafka, nowhere);
        CredentialsEndpoint endpoint = new CredentialsEndpoint()) {
      endpoint.answer(403, "");

      assertThat(harness.start(SETTINGS).termination())
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(StartupException.class)
          .withMessageContaining("No AWS credentials from container");
    }
  }

  @Test
  void shouldStopInOrderWhileItWaitsForADatabase() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    try (SinkHarness harness = new SinkHarness("waiting", kafka, nowhere)) {
      SinkService sink = harness.start(SETTINGS);
      await().until(() -> harness.http(sink, "/health/ready").body().contains("waiting for Dyn"));

      sink.close();

      assertThat(sink.termination()).isCompleted();
    }
  }

  @Test
  void shouldGiveUpWaitingForADatabaseThatDoesNotCome() throws Exception {
    URI nowhere = URI.create("http://127.0.0.1:" + freePort());
    try (SinkHarness harness = new SinkHarness("never", kafka, nowhere)) {
      SinkService sink =
          harness.start(Map.of("dynamodb.timeout.ms", "300", "startup.timeout.ms", "1500"));

      assertThat(sink.termination())
          .failsWithin(Duration.ofSeconds(60))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(StartupException.class)
          .withMessageContaining("DynamoDB at " + nowhere + " was not there within 1500 ms")
          .withMessageContaining("Check dynamodb.endpoint");
    }
  }

  private static String backlog(SinkHarness harness, SinkService sink) {
    return harness
        .http(sink, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("warehouse_status_sink_backlog_records{"))
        .filter(line -> line.contains("topic=\"" + harness.topics.statusEvents().name() + "\""))
        .findFirst()
        .orElseThrow();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private static void send(SinkHarness harness, int from, int to) {
    for (int i = from; i < to; i++) {
      StatusEvent event = Samples.event(i).build();
      harness.send(
          harness.topics.statusEvents(), event.key().toString(), StatusEventJson.write(event));
      harness.send(
          harness.topics.status(),
          Samples.build("1.0." + i).toString(),
          StatusJson.write(Samples.status(Samples.build("1.0." + i), 1)));
    }
  }

  private static void assertStored(SinkHarness harness, int count) {
    assertThat(harness.items(harness.tables.statusEvent())).hasSize(count);
    assertThat(harness.items(harness.tables.status())).hasSize(count);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
