package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.live.LiveHarness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.api.live.WaitOutcome.Result;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.testing.faults.FaultProxy;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is live, while the sink lags and the database comes and goes. */
class LiveIT {
  private static final BuildKey BUILD = new BuildKey("@scope/app", "prod", "1.0.0");
  private static final BuildKey NEXT = new BuildKey("@scope/app", "prod", "1.0.1");
  private static final Duration LONG = Duration.ofMinutes(5);

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static int tests;

  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private FaultProxy proxy;
  private LiveHarness harness;

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
    proxy = new FaultProxy(dynamoDb.endpoint());
    harness = new LiveHarness("live" + ++tests, kafka, dynamoDb.endpoint(), proxy.endpoint());
  }

  @AfterEach
  void close() {
    harness.close();
    proxy.close();
  }

  private Status.Builder status(BuildKey build, long revision) {
    return Status.builder()
        .key(build)
        .createdAt(begun)
        .updatedAt(begun)
        .total(10)
        .revision(revision);
  }

  private StatusEvent event(String locale) {
    return StatusEvent.builder()
        .key(BUILD)
        .kind(EventKind.COMPLETE)
        .locale(locale)
        .createdAt(begun)
        .build();
  }

  private static Client open(Live live, BuildKey build) {
    Client client = new Client();
    live.build(build, client);
    return client;
  }

  private static Set<String> locales(Client client) {
    Set<String> names = new TreeSet<>();
    client
        .all("snapshot")
        .forEach(data -> data.get("locales").forEach(it -> names.add(it.path("locale").asText())));
    client
        .all("changes")
        .forEach(data -> data.path("locales").forEach(it -> names.add(it.path("locale").asText())));
    return names;
  }

  private static void awaitSnapshot(Client client) {
    await().until(() -> !client.all("snapshot").isEmpty());
  }

  @Test
  void shouldKnowWhatTheSinkHasYetToStore() {
    harness.store(status(BUILD, 1).build());
    harness.publish(status(BUILD, 2).complete(true).progress(100).build());
    Status head = status(NEXT, 3).progress(40).previousVersion("1.0.0").build();
    harness.publish(head);

    Live live = harness.startAndAwait();

    assertThat(live.heads().status(BUILD.packageKey())).isEqualTo(head);
    assertThat(live.waiting().await(BUILD, true, LONG).join().result()).isEqualTo(Result.COMPLETE);
    assertThat(live.headCount()).isEqualTo(1);
  }

  @Test
  void shouldNotBelieveTheTopicWhereTheTableIsNewer() {
    harness.publish(status(BUILD, 1).error(true).build());
    Status healed = status(BUILD, 2).progress(90).build();
    harness.store(healed);

    Live live = harness.startAndAwait();

    assertThat(live.heads().status(BUILD.packageKey())).isEqualTo(healed);
    assertThat(live.waiting().await(BUILD, true, Duration.ZERO).join())
        .isEqualTo(new WaitOutcome(Result.TIMED_OUT, healed));
  }

  @Test
  void shouldShowTheHistoryThatIsStoredAndThatIsNot() {
    harness.store(status(BUILD, 1).progress(10).build());
    harness.store(event("stored"));
    harness.publish(event("published"));
    StatusEvent both = event("both");
    harness.store(both);
    harness.publish(both);
    Live live = harness.startAndAwait();

    Client client = open(live, BUILD);
    awaitSnapshot(client);
    harness.publish(event("later"));
    harness.publish(status(BUILD, 5).progress(40).build());

    await().until(() -> locales(client).equals(Set.of("stored", "published", "both", "later")));
    await().until(() -> client.all("changes").stream().anyMatch(it -> progress(it) == 40));
    Client second = open(live, BUILD);
    awaitSnapshot(second);
    assertThat(second.last("snapshot").get("events")).hasSize(4);
    assertThat(second.last("snapshot").at("/build/count").asInt()).isEqualTo(4);
  }

  private static int progress(JsonNode data) {
    return data.at("/build/progress").asInt(-1);
  }

  @Test
  void shouldFindEventsInAnotherPartitionOnceTheyAreStored() {
    harness.store(status(BUILD, 1).progress(10).build());
    harness.store(event("stored"));
    Live live = harness.startAndAwait();
    Client client = open(live, BUILD);
    awaitSnapshot(client);

    StatusEvent strange = event("strange").with(event -> event.createdAt(begun.plusMillis(5)));
    harness.misplace(strange);
    harness.store(strange);
    harness.publish(status(BUILD, 5).progress(20).updatedAt(begun.plusMillis(5)).build());

    await().until(() -> locales(client).contains("strange"));
  }

  @Test
  void shouldTellWhoWaitsAtOnce() {
    Live live = harness.startAndAwait();
    CompletableFuture<WaitOutcome> complete = live.waiting().await(BUILD, true, LONG);
    CompletableFuture<WaitOutcome> failing = live.waiting().await(NEXT, true, LONG);
    await().until(() -> live.waiters() == 2);
    harness.publishJunk();
    harness.publish(status(BUILD, 2).complete(true).progress(100).build());
    harness.publish(status(NEXT, 3).error(true).build());
    assertThat(complete.join().result()).isEqualTo(Result.COMPLETE);
    assertThat(failing.join().result()).isEqualTo(Result.FAILING);
    assertThat(live.skippedRecords()).isEqualTo(1);
    await().until(() -> live.lag() == 0);
  }

  @Test
  void shouldServeWhenTheDatabaseIsBack() {
    harness.store(status(BUILD, 1).progress(10).build());
    harness.store(event("stored"));
    Live live = harness.startAndAwait();
    proxy.refuseConnections();

    Client client = open(live, BUILD);
    await().until(() -> !client.all("upstream").isEmpty());
    assertThat(client.last("upstream").get("what").asText()).isEqualTo("dynamodb");
    assertThat(live.dynamoDbAwaySince()).isNotNull();
    harness.publish(event("meanwhile"));

    proxy.listen();
    awaitSnapshot(client);
    await().until(() -> locales(client).equals(Set.of("stored", "meanwhile")));
    await().until(() -> client.last("upstream").get("ok").asBoolean());
    assertThat(live.dynamoDbAwaySince()).isNull();
  }

  @Test
  void shouldStartWhenTheDatabaseDoes() {
    harness.store(status(BUILD, 1).build());
    proxy.refuseConnections();
    Live live = harness.start();
    Client client = new Client();
    live.heads(client);
    await().until(() -> live.dynamoDbAwaySince() != null);
    assertThat(live.isReady()).isFalse();
    proxy.listen();
    awaitSnapshot(client);
    assertThat(client.last("snapshot").get("heads")).hasSize(1);
    await().until(live::isReady);
  }

  @Test
  void shouldEndWhenATableIsMissing() {
    harness.models.drop().join();
    Live live = harness.start();
    assertThatThrownBy(live.termination()::join).hasCauseInstanceOf(MissingTableException.class);
  }

  @Test
  void shouldEndStreamsAndWaitsWhenItStops() {
    Live live = harness.startAndAwait();
    Client client = open(live, BUILD);
    CompletableFuture<WaitOutcome> waiting = live.waiting().await(BUILD, true, LONG);
    awaitSnapshot(client);
    await().until(() -> live.waiters() == 1);

    live.close();

    assertThat(client.ended).isTrue();
    assertThat(waiting).isCancelled();
    assertThat(live.termination()).isCompleted();
  }
}
