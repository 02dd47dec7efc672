package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistentReadsIT {
  private static final Tables TABLES = new Tables("consistent-");

  private final Database database;
  private final StatusModels models;

  ConsistentReadsIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
  }

  @BeforeAll
  void createTables() {
    models.ensure().join();
  }

  @BeforeEach
  void forgetRequests() {
    database.requests.forget();
  }

  @AfterAll
  void dropTables() {
    models.drop().join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldReadAsAsked(boolean consistent) {
    StatusModels reader = consistent ? models.withConsistentReads() : models;

    reader.progress(BUILD).join();
    reader.progress(BUILD.packageKey()).join();
    reader.statusEvents().findAll(BUILD).join();
    reader.statuses().scan().join();

    assertThat(database.requests.of(GetItemRequest.class))
        .hasSize(3)
        .allMatch(get -> get.consistentRead() == consistent);
    assertThat(database.requests.of(QueryRequest.class))
        .hasSize(1)
        .allMatch(query -> query.consistentRead() == consistent);
    assertThat(database.requests.of(ScanRequest.class))
        .hasSize(1)
        .allMatch(scan -> scan.consistentRead() == consistent);
  }
}
