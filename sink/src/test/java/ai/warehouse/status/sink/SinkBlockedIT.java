package ai.warehouse.status.sink;

import static ai.warehouse.status.sink.FaultyWorld.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.sink.read.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on only when a person has acted: until then nothing is committed, so nothing lost. */
class SinkBlockedIT {
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
    world = new FaultyWorld("blocked" + ++tests, kafka, dynamoDb);
    harness = world.harness;
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void shouldEndWhenATableVanishesAndLoseNothingWhenItIsBack() {
    SinkService sink = world.start(Map.of());
    await().until(() -> harness.isReady(sink));
    harness.dynamoDb.deleteTable(table -> table.tableName(harness.tables.statusCounter())).join();
    world.send(world.traffic("app", 2));

    assertEnds(sink, harness.tables.statusCounter());

    world.start(Map.of());
    world.assertAllStored();
  }

  @Test
  void shouldCommitNothingPastPoisonWhileThereIsNoDeadLetterTopic() {
    SinkService sink = startAndStoreSome(Map.of("kafka.max.block.ms", "500"));
    Topic<?, ?> deadLetters = harness.topics.deadLetter();
    SinkHarness.get(harness.admin.deleteTopics(List.of(deadLetters.name())).all());

    sendPoison();
    world.send(world.traffic("late", 2));
    await().until(() -> !harness.isReady(sink));
    world.awaitAllStoredExcept(row -> false);
    assertThat(harness.lag()).as("not committed").isPositive();
    assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(200);

    new TopicSetup(harness.admin).createMissing(List.of(deadLetters), 1, (short) 1);
    world.assertAllStored();
    assertThat(harness.deadLetters(1)).hasSize(1);
  }

  private SinkService startAndStoreSome(Map<String, String> settings) {
    SinkService sink = world.start(settings);
    world.send(world.traffic("early", 1));
    world.awaitAllCommitted();
    return sink;
  }

  private void assertEnds(SinkService sink, String... message) {
    await().until(() -> sink.termination().isDone());
    assertThatThrownBy(() -> sink.termination().join()).message().contains(message);
    assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(503);
  }

  private void sendPoison() {
    harness.send(harness.topics.status(), "poison", Samples.utf8("{\"pkg\":1}"));
  }
}
