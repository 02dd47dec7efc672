package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.LATER;
import static ai.warehouse.status.model.dynamodb.Builds.OTHER;
import static ai.warehouse.status.model.dynamodb.Builds.START;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusHead;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusHeadTableIT {
  private static final Tables TABLES = new Tables("head-");
  private static final PackageKey KEY = BUILD.packageKey();
  private static final StatusHead HEAD =
      head().total(12).progress(50).previousVersion("2.0.9").revision(7).build();

  private final Database database;
  private final StatusModels models;
  private final StatusHeadTable table;

  StatusHeadTableIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
    table = models.statusHeads();
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

  @Test
  void shouldFindWhatWasCreated() {
    table.create(HEAD).join();

    assertResult(table.findOne(KEY)).isEqualTo(HEAD);
    assertResult(table.findOne(new PackageKey("cart", "test"))).isNull();
  }

  @Test
  void shouldReplaceOnCreate() {
    table.create(HEAD).join();

    table.create(head().build()).join();

    assertResult(table.findOne(KEY)).isEqualTo(head().build());
  }

  @Test
  void shouldUpdateOnlyWhatIsGiven() {
    table.create(HEAD).join();

    StatusHead updated =
        table.update(OTHER, LATER, change -> change.previousVersion("2.1.0")).join();

    assertThat(updated)
        .isEqualTo(
            head()
                .version("2.2.0")
                .previousVersion("2.1.0")
                .updatedAt(LATER)
                .total(12)
                .progress(50)
                .revision(7)
                .build());
    assertResult(table.findOne(KEY)).isEqualTo(updated);
  }

  @Test
  void shouldCreateThroughUpdate() {
    StatusHead created = table.update(BUILD, LATER, change -> {}).join();

    assertThat(created).isEqualTo(head().createdAt(LATER).updatedAt(LATER).build());
  }

  @Test
  void shouldUpdateEveryAttribute() {
    StatusHead updated =
        table
            .update(
                BUILD,
                LATER,
                change -> change.createdAt(START).total(4).progress(25).previousVersion("2.0.8"))
            .join();

    assertThat(updated)
        .isEqualTo(head().updatedAt(LATER).total(4).progress(25).previousVersion("2.0.8").build());
  }

  @Test
  void shouldRemove() {
    table.create(HEAD).join();

    assertResult(table.remove(KEY)).isEqualTo(true);
    assertResult(table.remove(KEY)).isEqualTo(false);
    assertThat(table.scan().join()).isEmpty();
  }

  @Test
  void shouldScanAll() {
    StatusHead other = head().key(new PackageKey("cart", "test")).build();
    table.create(HEAD).join();
    table.create(other).join();

    assertThat(table.scan().join()).containsExactlyInAnyOrder(HEAD, other);
  }
}
