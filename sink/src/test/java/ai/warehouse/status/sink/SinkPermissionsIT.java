package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.Tables;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sink asks DynamoDB for, against docs/operations/iam-policy.json. */
class SinkPermissionsIT {
  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static JsonNode statements;

  @BeforeAll
  static void start() throws IOException {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    statements =
        new ObjectMapper()
            .readTree(Path.of("..", "docs", "operations", "iam-policy.json").toFile())
            .get("Statement");
  }

  @AfterAll
  static void stop() {
    dynamoDb.close();
    kafka.close();
  }

  @Test
  void shouldAskForAllThatThePolicyAllowsAndNoMore() {
    Set<String> toWrite = texts(statements.get(0), "Action", "dynamodb:");
    Set<String> toCreate = texts(statements.get(1), "Action", "dynamodb:");
    Set<String> all = new HashSet<>(toWrite);
    all.addAll(toCreate);

    assertThat(operations(Map.of("tables.create", "true"))).isEqualTo(all);
    assertThat(operations(Map.of("tables.create", "false"))).isEqualTo(toWrite);
  }

  @Test
  void shouldBeAllowedOnTheFourTables() {
    Tables tables = new Tables("");
    for (JsonNode statement : statements) {
      assertThat(texts(statement, "Resource", "arn:aws:dynamodb:*:*:table/"))
          .containsExactlyInAnyOrder(
              tables.status(), tables.statusHead(), tables.statusCounter(), tables.statusEvent());
    }
  }

  /** Lets a sink store some of everything, and tells what it asked for. */
  private static Set<String> operations(Map<String, String> settings) {
    try (FaultyWorld world = new FaultyWorld("permissions", kafka, dynamoDb)) {
      world.start(settings);
      world.send(world.traffic("pkg" + settings.hashCode(), 2));
      world.awaitAllCommitted();
      return Set.copyOf(world.proxy.operations());
    }
  }

  private static Set<String> texts(JsonNode statement, String field, String prefix) {
    Set<String> texts = new HashSet<>();
    for (JsonNode text : statement.get(field)) {
      assertThat(text.asText()).startsWith(prefix);
      texts.add(text.asText().substring(prefix.length()));
    }
    return texts;
  }
}
