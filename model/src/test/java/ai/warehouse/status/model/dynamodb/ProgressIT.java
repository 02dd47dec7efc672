package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;

import ai.warehouse.status.model.StatusCounter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgressIT {
  private static final Tables TABLES = new Tables("progress-");

  private final Database database;
  private final StatusModels models;

  ProgressIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
  }

  @BeforeAll
  void createTables() {
    models.ensure().join();
  }

  @AfterEach
  void emptyTables() {
    database.empty(TABLES);
  }

  @AfterAll
  void dropTables() {
    models.drop().join();
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 33", "3, 3, 100", "4, 3, 100", "2,, 0", "2, 0, 0"})
  void shouldComputePercent(long count, Integer total, int percent) {
    models.statuses().create(status().total(total).build()).join();
    models.statusCounters().create(new StatusCounter(BUILD, count, 1)).join();

    assertResult(models.progress(BUILD)).isEqualTo(new BuildProgress(count, total, percent));
  }

  @Test
  void shouldCountNoneWithoutCounter() {
    models.statuses().create(status().total(3).build()).join();

    assertResult(models.progress(BUILD)).isEqualTo(new BuildProgress(0, 3, 0));
  }

  @Test
  void shouldKnowNoTotalWithoutStatus() {
    models.statusCounters().increment(BUILD).join();

    assertResult(models.progress(BUILD)).isEqualTo(new BuildProgress(1, null, 0));
  }

  @Test
  void shouldKnowNothingOfAnUnknownBuild() {
    assertResult(models.progress(BUILD)).isNull();
    assertResult(models.progress(BUILD.packageKey())).isNull();
  }

  @Test
  void shouldGoToTheHead() {
    models.statusHeads().create(head().build()).join();
    models.statuses().create(status().total(4).build()).join();
    models.statusCounters().increment(BUILD).join();

    assertResult(models.progress(BUILD.packageKey())).isEqualTo(new BuildProgress(1, 4, 25));
  }
}
