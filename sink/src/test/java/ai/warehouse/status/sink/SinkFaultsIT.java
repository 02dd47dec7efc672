package ai.warehouse.status.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.testing.faults.DatabaseCall;
import ai.warehouse.status.testing.faults.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One sink through all that can go wrong and passes, between it and a real database. After each all
 * four tables hold what they have to, and nothing was ever read from them.
 */
class SinkFaultsIT {
  /** How long the database is away in the test of that; a minute takes a minute. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("sink.outage.seconds", 2));

  // More than fit into all requests that may be in flight.
  private static final int HOT_EVENTS = 250;

  // Thrown out of the group if it polled too seldom.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "drain.timeout.ms", "1000",
          "kafka.max.poll.interval.ms", "2000",
          "write.concurrency", "4");
  private static final int ENOUGH = 5;

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static FaultyWorld world;
  private static SinkService sink;
  private static List<String> members;
  private static int tests;

  private List<Row> rows;

  @BeforeAll
  static void start() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    world = new FaultyWorld("faults", kafka, dynamoDb);
    sink = world.start(SETTINGS);
    world.send(world.traffic("before", 1));
    world.assertAllStored();
    members = world.harness.members();
  }

  @AfterAll
  static void stop() {
    world.close();
    dynamoDb.close();
    kafka.close();
  }

  @BeforeEach
  void prepare() {
    rows = world.traffic("app" + ++tests, 2);
  }

  @AfterEach
  void shouldBeWellAgain() {
    world.proxy.heal();
    assertThat(sink.termination()).isNotDone();
    assertThat(world.harness.members()).as("has kept its place").isEqualTo(members);
    await().until(() -> world.harness.isReady(sink));
  }

  /** Each table has a fault of its own. */
  static Stream<Arguments> passingFaults() {
    return Stream.of(
        Arguments.of(
            Fault.cutAfterEffect(),
            Fault.refuse(400, "ProvisionedThroughputExceededException"),
            Fault.stall(),
            Fault.refuse(500, "InternalServerError")),
        Arguments.of(
            Fault.stallAfterEffect(),
            Fault.cut(),
            Fault.refuse(503, "ServiceUnavailable"),
            Fault.cutAfterEffect()));
  }

  @ParameterizedTest
  @MethodSource("passingFaults")
  void shouldGoOnByItselfAfter(Fault ofEvents, Fault ofStatus, Fault ofHeads, Fault ofCounters) {
    Tables tables = world.harness.tables;
    Map<String, Fault> faults =
        Map.of(
            tables.statusEvent(), ofEvents,
            tables.status(), ofStatus,
            tables.statusHead(), ofHeads,
            tables.statusCounter(), ofCounters);
    Map<String, AtomicInteger> strikes = new ConcurrentHashMap<>();
    world.proxy.inject(
        (call, healed) -> {
          String table = faults.keySet().stream().filter(call::names).findFirst().orElseThrow();
          strikes.computeIfAbsent(table, none -> new AtomicInteger()).incrementAndGet();
          faults.get(table).strike(call, healed);
        });
    world.send(rows);

    await()
        .until(
            () ->
                strikes.size() == faults.size()
                    && strikes.values().stream().allMatch(count -> count.get() > 1)
                    && !world.harness.isReady(sink));
    assertThat(world.harness.http(sink, "/health/ready").body()).contains("retrying: ");
    assertThat(world.harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
    assertThat(world.harness.lag()).as("not committed").isPositive();
    world.proxy.heal();

    world.assertAllStored();
  }

  @Test
  void shouldStoreWhatIsLeftUnprocessedAgainAndAgain() {
    world.proxy.inject(Fault.leaveUnprocessed(0));
    world.send(rows);
    await().until(() -> world.proxy.strikes() > 1);

    world.proxy.inject(Fault.leaveUnprocessed(8));

    world.assertAllStored();
  }

  @Test
  void shouldTakeItsTimeWhenTheDatabaseDoes() {
    world.proxy.inject(Fault.delay(100));
    world.send(rows);

    world.assertAllStored();
    assertThat(world.proxy.strikes()).isGreaterThanOrEqualTo(ENOUGH);
  }

  @Test
  void shouldStoreAllElseWhileOneItemIsThrottled() {
    String item = rows.get(0).itemKey();

    assertStoresAllElseWhileThrottled(
        call -> call.names(world.harness.tables.status()) && call.names(item),
        row -> row.table().equals(world.harness.tables.status()) && row.itemKey().equals(item));
  }

  @Test
  void shouldStoreAllElseWhileOneTableIsThrottled() {
    String pkg = (String) rows.get(0).fields().get("pkg");

    assertStoresAllElseWhileThrottled(
        call -> call.names(world.harness.tables.status()),
        row ->
            row.table().equals(world.harness.tables.status())
                && row.fields().get("pkg").equals(pkg));
  }

  @Test
  void shouldStoreAllElseWhileOneBuildIsThrottledHoweverManyOfItsEventsWait() {
    Row event = rows.stream().filter(Row::isEvent).findFirst().orElseThrow();
    String build = event.with("version", "hot").itemKey();
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < HOT_EVENTS; i++) {
      String id = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + i).toString();
      all.add(event.with("version", "hot").with("eventId", id));
    }
    all.addAll(rows);
    rows = all;

    assertStoresAllElseWhileThrottled(
        call -> call.names(build), row -> row.isEvent() && row.itemKey().equals(build));
  }

  private void assertStoresAllElseWhileThrottled(
      Predicate<DatabaseCall> calls, Predicate<Row> items) {
    world.proxy.inject(Fault.refuse(400, "ProvisionedThroughputExceededException").only(calls));
    world.send(rows);

    world.awaitAllStoredExcept(items);
    assertThat(world.proxy.strikes()).isPositive();
    assertThat(world.harness.lag()).as("not committed").isPositive();
    world.proxy.heal();

    world.assertAllStored();
  }

  @Test
  void shouldKeepItsPlaceWhileTheDatabaseIsAway() {
    world.proxy.refuseConnections();
    world.send(rows);

    await().until(() -> !world.harness.isReady(sink));
    Awaitility.await()
        .during(OUTAGE)
        .atMost(OUTAGE.plusMinutes(1))
        .until(() -> !world.harness.isReady(sink) && world.harness.members().equals(members));
    assertThat(world.harness.http(sink, "/health/live").statusCode()).isEqualTo(200);
    world.proxy.listen();

    world.assertAllStored();
  }

  @Test
  void shouldMakeADeadLetterOfTheOneEventThatTheDatabaseRefuses() {
    Row culprit = rows.stream().filter(Row::isEvent).skip(7).findFirst().orElseThrow();
    String marker = (String) culprit.fields().get("eventId");
    long letters = world.harness.end(world.harness.topics.deadLetter());
    world.proxy.inject(Fault.refuse(400, "ValidationException").only(call -> call.names(marker)));
    world.send(rows.stream().filter(row -> !row.id().equals(culprit.id())).toList());
    world.harness.sendAll(List.of(culprit));

    world.assertAllStored();
    List<ConsumerRecord<byte[], byte[]>> now = world.harness.deadLetters((int) letters + 1);
    ConsumerRecord<byte[], byte[]> letter =
        now.stream()
            .filter(some -> new String(some.value(), UTF_8).contains(marker))
            .findFirst()
            .orElseThrow();
    assertThat(letter.value()).isEqualTo(culprit.value());
    assertThat(DeadLetter.from(letter.headers()).reason()).startsWith("not-storable");
    assertThat(DeadLetter.from(letter.headers()).source().topic()).isEqualTo(culprit.topic());
  }

  @Test
  void shouldAskForAllThatThePolicyAllowsAndNoMore() throws IOException {
    JsonNode statements =
        new ObjectMapper()
            .readTree(Path.of("..", "docs", "operations", "iam-policy.json").toFile())
            .get("Statement");
    Tables tables = new Tables("");
    Set<String> allowed = new HashSet<>();
    for (JsonNode statement : statements) {
      allowed.addAll(texts(statement, "Action", "dynamodb:"));
      assertThat(texts(statement, "Resource", "arn:aws:dynamodb:*:*:table/"))
          .containsExactlyInAnyOrder(
              tables.status(), tables.statusHead(), tables.statusCounter(), tables.statusEvent());
    }

    assertThat(world.proxy.operations()).isEqualTo(allowed);
    assertThat(texts(statements.get(1), "Action", "dynamodb:")).containsExactly("CreateTable");
  }

  private static Set<String> texts(JsonNode statement, String field, String prefix) {
    Set<String> texts = new HashSet<>();
    for (JsonNode text : statement.get(field)) {
      assertThat(text.asText()).startsWith(prefix);
      texts.add(text.asText().substring(prefix.length()));
    }
    return texts;
  }

  private static ConditionFactory await() {
    return FaultyWorld.await();
  }
}
