package ai.warehouse.status.sink;

import static ai.warehouse.status.sink.FaultyWorld.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.testing.faults.CredentialsEndpoint;
import ai.warehouse.status.testing.faults.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sinks that stop, or start, while the database or their login is away. */
class SinkOutageIT {
  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static int tests;

  private FaultyWorld world;
  private SinkHarness harness;

  @BeforeAll
  static void startServers() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
  }

  @AfterAll
  static void stopServers() {
    dynamoDb.close();
    kafka.close();
  }

  @BeforeEach
  void prepare() {
    world = new FaultyWorld("outage" + ++tests, kafka, dynamoDb);
    harness = world.harness;
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void shouldStopInTimeAndLoseNothingWhileTheDatabaseStalls() {
    SinkService sink = world.start(Map.of("drain.timeout.ms", "1000"));
    world.send(world.traffic("early", 1));
    world.awaitAllCommitted();
    world.proxy.inject(Fault.stall());
    int sent = world.send(world.traffic("late", 1)).size();
    await().until(() -> !harness.isReady(sink));
    CompletableFuture<Void> closing = CompletableFuture.runAsync(sink::close);
    await().until(() -> harness.http(sink, "/health/ready").body().contains("\"stopping\""));
    assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
    closing.join();
    assertThat(sink.termination()).isCompleted();
    assertThat(harness.lag()).isEqualTo(sent);

    world.proxy.heal();
    world.start(Map.of());
    world.assertAllStored();
  }

  @Test
  void shouldWaitForADatabaseThatStartsLater() {
    world.proxy.refuseConnections();
    SinkService sink = world.create(Map.of());
    CompletableFuture<Void> started = CompletableFuture.runAsync(sink::start);
    awaitReadiness(sink, "waiting for DynamoDB at ");
    int sent = world.send(world.traffic("app", 1)).size();
    assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
    // Known though the sink has no partition yet.
    await().until(() -> harness.http(sink, "/metrics").body().contains("sink_backlog_records"));
    assertThat(harness.lag()).isEqualTo(sent);
    assertThat(started).isNotDone();

    world.proxy.listen();
    world.assertAllStored();
    await().until(() -> harness.isReady(sink));
    assertThat(started).isCompleted();
  }

  @Test
  void shouldWaitForCredentials() throws Exception {
    try (CredentialsEndpoint endpoint = new CredentialsEndpoint()) {
      endpoint.answer(503, "");
      SinkService sink = world.create(Map.of());
      CompletableFuture<Void> started = CompletableFuture.runAsync(sink::start);
      awaitReadiness(sink, "No AWS credentials from container");
      assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);

      endpoint.giveCredentials(Duration.ofHours(1));
      started.join();
      world.send(world.traffic("app", 1));
      world.assertAllStored();
    }
  }

  @Test
  void shouldNotStartWithoutAnyCredentials() throws Exception {
    try (CredentialsEndpoint endpoint = new CredentialsEndpoint()) {
      endpoint.answer(403, "");

      assertThatThrownBy(() -> world.start(Map.of()))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("No AWS credentials from container");
    }
  }

  @Test
  void shouldStopInOrderWhileItWaitsForADatabase() {
    world.proxy.refuseConnections();
    SinkService sink = world.create(Map.of());
    CompletableFuture<Void> started = CompletableFuture.runAsync(sink::start);
    awaitReadiness(sink, "waiting for DynamoDB at ");

    sink.close();

    assertThat(started)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void shouldGiveUpWaitingForADatabaseThatDoesNotCome() {
    world.proxy.refuseConnections();

    assertThatThrownBy(() -> world.start(Map.of("startup.timeout.ms", "1000")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(
            "DynamoDB at " + world.proxy.endpoint() + " was not there within 1000 ms")
        .hasMessageContaining("Check dynamodb.endpoint");
  }

  private void awaitReadiness(SinkService sink, String reason) {
    await()
        .until(
            () ->
                sink.httpPort() != -1
                    && harness.http(sink, "/health/ready").body().contains(reason));
  }
}
