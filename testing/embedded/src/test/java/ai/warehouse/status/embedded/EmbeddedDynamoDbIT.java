package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

  private static EmbeddedDynamoDb server;

  @BeforeAll
  static void start() {
    server = EmbeddedDynamoDb.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void shouldStoreItemInTablesOfItsOwn() {
    // The port of the first server is taken, so the second one picks another.
    Iterator<Integer> ports = List.of(server.endpoint().getPort(), Ports.pickFree()).iterator();
    try (EmbeddedDynamoDb other = new EmbeddedDynamoDb.Builder(ports::next).start();
        DynamoDbClient client = client(server);
        DynamoDbClient clientOfOther = client(other)) {
      createTable(client);
      Map<String, AttributeValue> item =
          Map.of("key", AttributeValue.fromS("a"), "count", AttributeValue.fromN("1"));

      client.putItem(put -> put.tableName(TABLE).item(item));

      Map<String, AttributeValue> key = Map.of("key", AttributeValue.fromS("a"));
      assertThat(client.getItem(get -> get.tableName(TABLE).key(key)).item()).isEqualTo(item);
      assertThat(clientOfOther.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void shouldNameTakenPort() {
    int port = server.endpoint().getPort();
    EmbeddedDynamoDb.Builder builder = EmbeddedDynamoDb.builder().port(port);

    assertThatThrownBy(builder::start)
        .isInstanceOfSatisfying(PortTakenException.class, e -> assertThat(e.port()).isEqualTo(port))
        .hasMessage("port %d is already in use (DynamoDB Local)", port);
  }

  @Test
  void shouldStartAgainOnThePortOfOneThatWasKilled() {
    int port = Ports.pickFree();
    try (EmbeddedDynamoDb killed = EmbeddedDynamoDb.builder().port(port).start()) {
      assertThat(killed.endpoint()).hasToString("http://127.0.0.1:" + port);
      killed.process().destroyForcibly();
      killed.process().onExit().join();
    }

    EmbeddedDynamoDb next = EmbeddedDynamoDb.builder().port(port).start();
    try (next;
        DynamoDbClient client = client(next)) {
      assertThat(client.listTables().tableNames()).isEmpty();

      next.close();

      assertThat(next.process().isAlive()).isFalse();
      assertThatThrownBy(client::listTables).isInstanceOf(SdkClientException.class);
    }
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
