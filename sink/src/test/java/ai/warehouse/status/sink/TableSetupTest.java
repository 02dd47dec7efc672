package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.read.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class TableSetupTest {
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final TableSetup setup = new TableSetup(dynamoDb, Samples.TABLES, false);

  @BeforeEach
  void createTables() {
    dynamoDb.tables.put("WrhsStatusEvent", table("WrhsStatusEvent", "key S", "eventId S"));
    dynamoDb.tables.put("WrhsStatus", table("WrhsStatus", "key S"));
    dynamoDb.tables.put("WrhsStatusHead", table("WrhsStatusHead", "key S"));
    dynamoDb.tables.put("WrhsStatusCounter", table("WrhsStatusCounter", "key S"));
  }

  @Test
  void shouldAcceptTheFourTables() {
    setup.prepare();
  }

  @Test
  void shouldNameAMissingTableAndSayWhatToDo() {
    dynamoDb.tables.remove("WrhsStatusHead");

    assertRefused("WrhsStatusHead is missing", "tables.create=true");
  }

  static Stream<Arguments> unfitTables() {
    return Stream.of(
        Arguments.of(
            table("WrhsStatusEvent", "key S"),
            "table WrhsStatusEvent has the key [HASH key (S)] and needs [HASH key (S), RANGE eventId (S)]"),
        Arguments.of(
            table("WrhsStatusEvent", "eventId S", "key S"),
            "has the key [HASH eventId (S), RANGE key (S)] and needs [HASH key (S), RANGE eventId (S)]"),
        Arguments.of(
            table("WrhsStatusEvent", "key S", "eventId B"),
            "table WrhsStatusEvent has the key [HASH key (S), RANGE eventId (B)] and needs"),
        Arguments.of(
            table("WrhsStatus", "key N"),
            "table WrhsStatus has the key [HASH key (N)] and needs [HASH key (S)]"),
        Arguments.of(
            table("WrhsStatusHead", "key S", "version S"),
            "table WrhsStatusHead has the key [HASH key (S), RANGE version (S)] and needs [HASH key (S)]"),
        Arguments.of(
            table("WrhsStatusCounter", "pkg S"),
            "table WrhsStatusCounter has the key [HASH pkg (S)] and needs [HASH key (S)]"),
        Arguments.of(
            globalIndex("byTime", "env S", "createdAt N").apply(table("WrhsStatus", "key S")),
            "table WrhsStatus has the index byTime over createdAt of type N, which the sink writes as S"),
        Arguments.of(
            globalIndex("failing", "error S").apply(table("WrhsStatus", "key S")),
            "has the index failing over error of type S, which the sink writes as BOOL"),
        Arguments.of(
            localIndex("byTotal", "total S").apply(table("WrhsStatusEvent", "key S", "eventId S")),
            "has the index byTotal over total of type S, which the sink writes as N"),
        Arguments.of(
            globalIndex("byEnd", "expiresAt S")
                .apply(table("WrhsStatusEvent", "key S", "eventId S")),
            "has the index byEnd over expiresAt of type S, which the sink writes as N"));
  }

  @ParameterizedTest
  @MethodSource("unfitTables")
  void shouldRefuseATableThatTakesNoItem(TableDescription table, String message) {
    dynamoDb.tables.put(table.tableName(), table);

    assertRefused(message);
  }

  static Stream<UnaryOperator<TableDescription>> harmlessIndexes() {
    return Stream.of(
        globalIndex("byTime", "env S", "createdAt S"),
        globalIndex("byRevision", "pkg S", "revision N"),
        localIndex("byVersion", "version S"),
        globalIndex("ofSomebodyElse", "owner N"));
  }

  @ParameterizedTest
  @MethodSource("harmlessIndexes")
  void shouldAcceptIndexes(UnaryOperator<TableDescription> index) {
    dynamoDb.tables.computeIfPresent("WrhsStatus", (name, table) -> index.apply(table));

    setup.prepare();
  }

  @ParameterizedTest
  @EnumSource(
      value = TableStatus.class,
      names = {"INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVING", "ARCHIVED"})
  void shouldRefuseATableThatTakesNoWrites(TableStatus status) {
    setStatus(status);

    assertRefused("table WrhsStatus is ", "KMS key");
  }

  @ParameterizedTest
  @EnumSource(
      value = TableStatus.class,
      names = {"CREATING", "DELETING"})
  void shouldWaitForATable(TableStatus status) {
    setStatus(status);
    // Not created beside it: creation waits for all, and this one may go.
    dynamoDb.tables.remove("WrhsStatusHead");

    assertThatThrownBy(() -> new TableSetup(dynamoDb, Samples.TABLES, true).prepare())
        .hasMessageContaining("table WrhsStatus is " + status)
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.RETRYABLE));
  }

  @ParameterizedTest
  @EnumSource(
      value = TableStatus.class,
      names = {"ACTIVE", "UPDATING"})
  void shouldAcceptATableThatTakesWrites(TableStatus status) {
    setStatus(status);

    setup.prepare();
  }

  private void setStatus(TableStatus status) {
    dynamoDb.tables.computeIfPresent(
        "WrhsStatus", (name, table) -> table.copy(change -> change.tableStatus(status)));
  }

  @Test
  void shouldPassOnWhatMayPass() {
    dynamoDb.failNext(FakeDynamoDb.error("ThrottlingException", 400));

    assertThatThrownBy(setup::prepare)
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.RETRYABLE));
  }

  @Test
  void shouldSayOfCredentialsOnlyWhatIsWrong() {
    dynamoDb.failNext(
        SdkClientException.create("wrapped", new CredentialsException("none configured", false)));

    assertRefused("none configured");
  }

  @Test
  void shouldWaitForCredentialsThatMayCome() {
    dynamoDb.failNext(SdkClientException.create("wrapped", new CredentialsException("away", true)));

    assertThatThrownBy(setup::prepare)
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.RETRYABLE));
  }

  private void assertRefused(String... message) {
    Throwable failure = catchThrowable(setup::prepare);

    assertThat(failure).isInstanceOf(StartupException.class);
    assertThat(failure.getMessage()).contains(message);
    assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.FATAL);
  }

  /** Attributes are given with their types. */
  private static TableDescription table(String name, String... key) {
    return defining(TableDescription.builder().tableName(name).build(), key).toBuilder()
        .tableStatus(TableStatus.ACTIVE)
        .keySchema(keySchema(key))
        .build();
  }

  private static TableDescription defining(TableDescription table, String... attributes) {
    List<AttributeDefinition> all = new ArrayList<>(table.attributeDefinitions());
    for (String attribute : attributes) {
      String[] nameAndType = attribute.split(" ");
      all.removeIf(known -> known.attributeName().equals(nameAndType[0]));
      all.add(
          AttributeDefinition.builder()
              .attributeName(nameAndType[0])
              .attributeType(nameAndType[1])
              .build());
    }
    return table.toBuilder().attributeDefinitions(all).build();
  }

  private static List<KeySchemaElement> keySchema(String... key) {
    List<KeySchemaElement> schema = new ArrayList<>();
    for (String attribute : key) {
      schema.add(
          KeySchemaElement.builder()
              .attributeName(attribute.split(" ")[0])
              .keyType(schema.isEmpty() ? KeyType.HASH : KeyType.RANGE)
              .build());
    }
    return schema;
  }

  private static UnaryOperator<TableDescription> globalIndex(String name, String... key) {
    return table ->
        defining(table, key).toBuilder()
            .globalSecondaryIndexes(
                GlobalSecondaryIndexDescription.builder()
                    .indexName(name)
                    .keySchema(keySchema(key))
                    .build())
            .build();
  }

  private static UnaryOperator<TableDescription> localIndex(String name, String sort) {
    return table ->
        defining(table, sort).toBuilder()
            .localSecondaryIndexes(
                LocalSecondaryIndexDescription.builder()
                    .indexName(name)
                    .keySchema(keySchema("key S", sort))
                    .build())
            .build();
  }
}
