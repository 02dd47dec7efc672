package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.StartupException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableSetupTest {
  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private final TableSetup setup = new TableSetup(dynamoDb, Samples.TABLES, false);

  @BeforeEach
  void createTables() {
    dynamoDb.tables.put("WrhsStatusEvent", List.of("key", "eventId"));
    dynamoDb.tables.put("WrhsStatus", List.of("key"));
    dynamoDb.tables.put("WrhsStatusHead", List.of("key"));
    dynamoDb.tables.put("WrhsStatusCounter", List.of("key"));
  }

  @Test
  void shouldAcceptTheFourTables() {
    assertThat(setup.prepare()).isCompleted();
  }

  @Test
  void shouldNameAMissingTableAndSayWhatToDo() {
    dynamoDb.tables.remove("WrhsStatusHead");

    assertThatThrownBy(() -> setup.prepare().join())
        .hasCauseInstanceOf(StartupException.class)
        .hasMessageContaining("WrhsStatusHead is missing")
        .hasMessageContaining("tables.create=true")
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.FATAL));
  }

  @Test
  void shouldRefuseATableWithAnotherKey() {
    dynamoDb.tables.put("WrhsStatusEvent", List.of("key"));

    assertThatThrownBy(() -> setup.prepare().join())
        .hasCauseInstanceOf(StartupException.class)
        .hasMessageContaining("WrhsStatusEvent has the key [HASH key]")
        .hasMessageContaining("[HASH key, RANGE eventId]")
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.FATAL));
  }

  @Test
  void shouldPassOnWhatMayPass() {
    dynamoDb.failNext(FakeDynamoDb.error("ThrottlingException", 400));

    assertThatThrownBy(() -> setup.prepare().join())
        .satisfies(e -> assertThat(FailureClassifier.classify(e)).isEqualTo(FailureKind.RETRYABLE));
  }
}
