package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.LATER;
import static ai.warehouse.status.model.dynamodb.Builds.OTHER;
import static ai.warehouse.status.model.dynamodb.Builds.START;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Status;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTableIT {
  private static final Tables TABLES = new Tables("status-");
  private static final Status STATUS =
      status().total(12).progress(50).error(true).previousVersion("2.0.9").revision(7).build();

  private final Database database;
  private final StatusTable table;

  StatusTableIT(Database database) {
    this.database = database;
    table = database.models(TABLES).statuses();
  }

  @BeforeAll
  void createTables() {
    database.models(TABLES).ensure().join();
  }

  @AfterEach
  void emptyTables() {
    database.empty(TABLES);
  }

  @AfterAll
  void dropTables() {
    database.models(TABLES).drop().join();
  }

  @Test
  void shouldFindWhatWasCreated() {
    table.create(STATUS).join();

    assertResult(table.findOne(BUILD)).isEqualTo(STATUS);
    assertResult(table.findOne(OTHER)).isNull();
  }

  @Test
  void shouldFindManyAtOnce() {
    table.create(STATUS).join();
    table.create(status().key(OTHER).build()).join();
    List<BuildKey> builds =
        Stream.concat(
                Stream.of(BUILD, OTHER, BUILD),
                IntStream.range(0, 200).mapToObj(i -> new BuildKey("unknown", "prod", "" + i)))
            .toList();

    assertThat(table.findAll(builds).join())
        .containsExactlyInAnyOrder(STATUS, status().key(OTHER).build());
    assertThat(table.findAll(List.of()).join()).isEmpty();
  }

  @Test
  void shouldReplaceOnCreate() {
    table.create(STATUS).join();

    table.create(status().build()).join();

    assertResult(table.findOne(BUILD)).isEqualTo(status().build());
  }

  @Test
  void shouldUpdateOnlyWhatIsGiven() {
    table.create(STATUS).join();

    Status updated = table.update(BUILD, LATER, change -> change.progress(75).error(false)).join();

    assertThat(updated)
        .isEqualTo(
            status()
                .updatedAt(LATER)
                .total(12)
                .progress(75)
                .previousVersion("2.0.9")
                .revision(7)
                .build());
    assertResult(table.findOne(BUILD)).isEqualTo(updated);
  }

  @Test
  void shouldUpdateEveryAttribute() {
    Status updated =
        table
            .update(
                BUILD,
                LATER,
                change ->
                    change
                        .createdAt(START)
                        .total(4)
                        .progress(100)
                        .complete(true)
                        .error(true)
                        .previousVersion("2.0.8"))
            .join();

    assertThat(updated)
        .isEqualTo(
            status()
                .updatedAt(LATER)
                .total(4)
                .progress(100)
                .complete(true)
                .error(true)
                .previousVersion("2.0.8")
                .build());
  }

  @Test
  void shouldCreateThroughUpdate() {
    Status created = table.update(BUILD, LATER, change -> change.total(12)).join();

    assertThat(created).isEqualTo(status().createdAt(LATER).updatedAt(LATER).total(12).build());
    assertThat(database.get(TABLES.status(), Map.of("key", s("cart!prod!2.1.0"))))
        .containsOnlyKeys("key", "pkg", "env", "version", "updatedAt", "total");
  }

  @Test
  void shouldRefuseAnUpdateThatBreaksTheRules() {
    assertThatThrownBy(() -> table.update(BUILD, LATER, change -> change.progress(101)))
        .isInstanceOf(InvalidRecordException.class);
    assertThatThrownBy(() -> table.update(BUILD, LATER, change -> change.previousVersion(null)))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> table.update(BUILD, null, change -> change.total(1)))
        .isInstanceOf(InvalidRecordException.class);
    assertResult(table.findOne(BUILD)).isNull();
  }

  @Test
  void shouldRemove() {
    table.create(STATUS).join();

    assertResult(table.remove(BUILD)).isEqualTo(true);
    assertResult(table.remove(BUILD)).isEqualTo(false);
    assertResult(table.findOne(BUILD)).isNull();
  }

  @Test
  void shouldScanAll() {
    Status other = status().key(OTHER).build();
    table.create(STATUS).join();
    table.create(other).join();

    assertThat(table.scan().join()).containsExactlyInAnyOrder(STATUS, other);
  }
}
