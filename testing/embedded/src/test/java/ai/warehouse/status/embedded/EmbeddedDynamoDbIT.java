package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class EmbeddedDynamoDbIT {
  private static final String TABLE = "Words";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void shouldStoreItem() {
    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.start();
        DynamoDbClient client = client(server)) {
      assertThat(client.listTables().tableNames()).isEmpty();
      createTable(client);
      Map<String, AttributeValue> item =
          Map.of("key", AttributeValue.fromS("a"), "count", AttributeValue.fromN("1"));

      client.putItem(put -> put.tableName(TABLE).item(item));

      Map<String, AttributeValue> key = Map.of("key", AttributeValue.fromS("a"));
      assertThat(client.getItem(get -> get.tableName(TABLE).key(key)).item()).isEqualTo(item);
    }
  }

  @Test
  void shouldListenOnPortAskedFor() {
    int port = Ports.pickFree();

    try (EmbeddedDynamoDb server = EmbeddedDynamoDb.builder().port(port).start();
        DynamoDbClient client = client(server)) {
      assertThat(server.endpoint()).hasToString("http://127.0.0.1:" + port);
      assertThat(client.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void shouldNameTakenPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      int port = other.getLocalPort();
      EmbeddedDynamoDb.Builder builder = EmbeddedDynamoDb.builder().port(port);

      assertThatThrownBy(builder::start)
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(port))
          .hasMessage("port %d is already in use (DynamoDB Local)", port);
    }
  }

  @Test
  void shouldPickAnotherPortIfThePickedOneIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0)) {
      int free = Ports.pickFree();
      Iterator<Integer> ports = List.of(other.getLocalPort(), free).iterator();

      try (EmbeddedDynamoDb server = new EmbeddedDynamoDb.Builder(ports::next).start()) {
        assertThat(server.endpoint()).hasPort(free);
      }
    }
  }

  @Test
  void shouldRunTwoAtOnce() {
    try (EmbeddedDynamoDb one = EmbeddedDynamoDb.start();
        EmbeddedDynamoDb two = EmbeddedDynamoDb.start();
        DynamoDbClient clientOfOne = client(one);
        DynamoDbClient clientOfTwo = client(two)) {
      createTable(clientOfOne);

      assertThat(clientOfOne.listTables().tableNames()).containsExactly(TABLE);
      assertThat(clientOfTwo.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void shouldBeGoneAfterClose() {
    EmbeddedDynamoDb server = EmbeddedDynamoDb.start();

    server.close();
    server.close();

    assertThat(server.process().isAlive()).isFalse();
    try (DynamoDbClient client = client(server)) {
      assertThatThrownBy(client::listTables).isInstanceOf(SdkClientException.class);
    }
  }

  @Test
  void shouldStartAgainOnThePortOfOneThatWasKilled() {
    try (EmbeddedDynamoDb killed = EmbeddedDynamoDb.start()) {
      killed.process().destroyForcibly();
      killed.process().onExit().join();

      try (EmbeddedDynamoDb next =
              EmbeddedDynamoDb.builder().port(killed.endpoint().getPort()).start();
          DynamoDbClient client = client(next)) {
        assertThat(client.listTables().tableNames()).isEmpty();
      }
    }
  }

  @Test
  void shouldEndWithKilledParent(@TempDir Path temporary) throws IOException {
    Process parent = startParent(temporary);
    try (BufferedReader output = parent.inputReader()) {
      ProcessHandle child = readChild(output);

      parent.destroyForcibly();

      await().atMost(PATIENCE).until(() -> !child.isAlive());
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    } finally {
      parent.destroyForcibly().onExit().join();
    }
  }

  @Test
  void shouldEndWithParentThatExitsWithoutClosing(@TempDir Path temporary) throws IOException {
    Process parent = startParent(temporary);
    try (BufferedReader output = parent.inputReader()) {
      ProcessHandle child = readChild(output);

      parent.getOutputStream().close();

      await().atMost(PATIENCE).until(() -> !parent.isAlive());
      assertThat(child.isAlive()).isFalse();
      assertThat(temporary).isEmptyDirectory();
    } finally {
      parent.destroyForcibly().onExit().join();
    }
  }

  private static Process startParent(Path temporary) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            DynamoDbHolder.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle readChild(BufferedReader output) throws IOException {
    String pid = output.readLine();
    assertThat(pid).isNotNull();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void createTable(DynamoDbClient client) {
    client.createTable(
        table ->
            table
                .tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(
                    KeySchemaElement.builder().attributeName("key").keyType(KeyType.HASH).build())
                .attributeDefinitions(
                    AttributeDefinition.builder()
                        .attributeName("key")
                        .attributeType(ScalarAttributeType.S)
                        .build()));
  }

  private static DynamoDbClient client(EmbeddedDynamoDb server) {
    return DynamoDbClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(server.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
