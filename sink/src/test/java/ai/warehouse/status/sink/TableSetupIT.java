package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.read.Samples;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Tables that are refused at the start are those whose items a real DynamoDB refuses, no others.
 */
class TableSetupIT {
  private static final Map<String, AttributeValue> ITEM =
      ItemSchemas.STATUS.itemToMap(Samples.status(Samples.build("1.0"), 1), true);

  private static DynamoDbServer server;
  private static DynamoDbAsyncClient client;
  private static int tests;

  private final Tables tables = new Tables("setup" + ++tests + "-");

  @BeforeAll
  static void start() {
    server = TestServers.sharedDynamoDb();
    client = SinkHarness.client(server.endpoint());
  }

  @AfterAll
  static void close() {
    client.close();
    server.close();
  }

  static Stream<Arguments> unfitTables() {
    return Stream.of(
        Arguments.of(
            "key of another type",
            table(ScalarAttributeType.N, create -> {}),
            "has the key [HASH key (N)] and needs [HASH key (S)]"),
        Arguments.of(
            "index over another type",
            table(
                ScalarAttributeType.S, create -> index(create, "createdAt", ScalarAttributeType.N)),
            "has the index byCreatedAt over createdAt of type N, which the sink writes as S"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfitTables")
  void shouldRefuseATableThatTakesNoItem(
      String name, Consumer<CreateTableRequest.Builder> table, String message) {
    create(table);

    assertThatThrownBy(() -> new TableSetup(client, tables, true).prepare())
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("table " + tables.status() + " " + message);
    assertThatThrownBy(this::store)
        .hasCauseInstanceOf(DynamoDbException.class)
        .satisfies(
            e ->
                assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.RECORDS_OWN_FAULT));
  }

  @Test
  void shouldAcceptATableWithAnIndexOfTheRightType() {
    create(
        table(ScalarAttributeType.S, create -> index(create, "createdAt", ScalarAttributeType.S)));

    new TableSetup(client, tables, true).prepare();

    assertThat(store()).isNotNull();
  }

  private void create(Consumer<CreateTableRequest.Builder> table) {
    client.createTable(create -> table.accept(create.tableName(tables.status()))).join();
    new StatusModels(client, tables).ensure().join();
  }

  private PutItemResponse store() {
    return client.putItem(put -> put.tableName(tables.status()).item(ITEM)).join();
  }

  private static Consumer<CreateTableRequest.Builder> table(
      ScalarAttributeType key, Consumer<CreateTableRequest.Builder> more) {
    return create -> {
      create
          .billingMode(BillingMode.PAY_PER_REQUEST)
          .keySchema(hash("key"))
          .attributeDefinitions(attribute("key", key));
      more.accept(create);
    };
  }

  private static void index(
      CreateTableRequest.Builder create, String attribute, ScalarAttributeType type) {
    create
        .attributeDefinitions(attribute("key", ScalarAttributeType.S), attribute(attribute, type))
        .globalSecondaryIndexes(
            GlobalSecondaryIndex.builder()
                .indexName("byCreatedAt")
                .keySchema(hash(attribute))
                .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
                .build());
  }

  private static KeySchemaElement hash(String attribute) {
    return KeySchemaElement.builder().attributeName(attribute).keyType(KeyType.HASH).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
