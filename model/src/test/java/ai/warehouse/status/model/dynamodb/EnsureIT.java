package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

@ExtendWith(InDatabase.class)
class EnsureIT {
  private static final Tables TABLES = new Tables("ensure-");
  private static final TableOptions EXPIRING = TableOptions.defaults().withExpiringEvents();

  private final Database database;
  private final StatusModels models;

  EnsureIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
  }

  @AfterEach
  void dropTables() {
    models.drop().join();
  }

  static Stream<String> names() {
    return Stream.of(
        TABLES.statusEvent(), TABLES.status(), TABLES.statusHead(), TABLES.statusCounter());
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldCreateTablesBilledOnDemand(String table) {
    models.ensure().join();

    assertThat(describe(table).tableStatus()).isEqualTo(TableStatus.ACTIVE);
    assertThat(describe(table).billingModeSummary().billingMode())
        .isEqualTo(BillingMode.PAY_PER_REQUEST);
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldProvisionThroughputIfAskedTo(String table) {
    models.ensure(TableOptions.defaults().withThroughput(3, 2)).join();

    assertThat(describe(table).provisionedThroughput().readCapacityUnits()).isEqualTo(3);
    assertThat(describe(table).provisionedThroughput().writeCapacityUnits()).isEqualTo(2);
  }

  @Test
  void shouldLeaveExistingTablesAsTheyAre() {
    models.ensure().join();
    models.statuses().create(status().build()).join();
    database.requests.forget();

    models.ensure(TableOptions.defaults().withThroughput(3, 2)).join();

    assertResult(models.statuses().findOne(BUILD)).isEqualTo(status().build());
    assertThat(database.requests.of(CreateTableRequest.class)).isEmpty();
  }

  @Test
  void shouldEnsureTwiceAtOnce() {
    CompletableFuture<Void> one = database.models(TABLES).ensure(EXPIRING);
    CompletableFuture<Void> two = database.models(TABLES).ensure(EXPIRING);

    assertThat(CompletableFuture.allOf(one, two)).succeedsWithin(Database.PATIENCE);
    assertThat(names()).allSatisfy(name -> assertThat(describe(name).tableName()).isEqualTo(name));
    assertThat(expiry().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
  }

  @Test
  void shouldNotExpireEventsByDefault() {
    models.ensure().join();

    assertThat(expiry().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.DISABLED);
  }

  @Test
  void shouldLetEventsOfAnExistingTableExpire() {
    models.ensure().join();

    models.ensure(EXPIRING).join();
    models.ensure(EXPIRING).join();

    assertThat(expiry().timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
    assertThat(expiry().attributeName()).isEqualTo("expiresAt");
  }

  @Test
  void shouldDropTablesAndMindNoMissingOne() {
    models.ensure().join();

    models.drop().join();
    models.drop().join();

    assertThat(database.client.listTables().join().tableNames())
        .doesNotContainAnyElementsOf(names().toList());
  }

  private TableDescription describe(String table) {
    return database.client.describeTable(describe -> describe.tableName(table)).join().table();
  }

  private TimeToLiveDescription expiry() {
    return database
        .client
        .describeTimeToLive(describe -> describe.tableName(TABLES.statusEvent()))
        .join()
        .timeToLiveDescription();
  }
}
