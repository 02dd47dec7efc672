package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.OTHER;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusCounter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusCounterTableIT {
  private static final Tables TABLES = new Tables("counter-");
  private static final StatusCounter COUNTER = new StatusCounter(BUILD, 5, 7);

  private final Database database;
  private final StatusCounterTable table;

  StatusCounterTableIT(Database database) {
    this.database = database;
    table = database.models(TABLES).statusCounters();
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
    table.create(COUNTER).join();

    assertResult(table.findOne(BUILD)).isEqualTo(COUNTER);
    assertResult(table.findOne(OTHER)).isNull();
  }

  @Test
  void shouldUpdateTheCountAlone() {
    table.create(COUNTER).join();

    assertResult(table.update(BUILD, 9)).isEqualTo(new StatusCounter(BUILD, 9, 7));
    assertResult(table.findOne(BUILD)).isEqualTo(new StatusCounter(BUILD, 9, 7));
    assertThatThrownBy(() -> table.update(BUILD, -1)).isInstanceOf(InvalidRecordException.class);
  }

  @Test
  void shouldCreateThroughIncrement() {
    assertResult(table.increment(BUILD)).isEqualTo(new StatusCounter(BUILD, 1, 0));
    assertThat(database.get(TABLES.statusCounter(), Map.of("key", s("cart!prod!2.1.0"))))
        .isEqualTo(
            Map.of(
                "key", s("cart!prod!2.1.0"),
                "pkg", s("cart"),
                "env", s("prod"),
                "version", s("2.1.0"),
                "count", n("1")));
  }

  @Test
  void shouldIncrementAndDecrement() {
    table.create(COUNTER).join();

    assertResult(table.increment(BUILD, 10)).isEqualTo(new StatusCounter(BUILD, 15, 7));
    assertResult(table.decrement(BUILD, 3)).isEqualTo(new StatusCounter(BUILD, 12, 7));
    assertResult(table.decrement(BUILD)).isEqualTo(new StatusCounter(BUILD, 11, 7));
  }

  @Test
  void shouldLoseNoneOfManyAtOnce() {
    CompletableFuture.allOf(
            IntStream.range(0, 40)
                .mapToObj(i -> table.increment(BUILD))
                .toArray(CompletableFuture<?>[]::new))
        .join();

    assertResult(table.findOne(BUILD)).isEqualTo(new StatusCounter(BUILD, 40, 0));
  }

  @Test
  void shouldNotBecomeNegative() {
    table.create(COUNTER).join();

    assertResult(table.decrement(BUILD, 5)).isEqualTo(new StatusCounter(BUILD, 0, 7));
    assertThatThrownBy(() -> table.decrement(BUILD).join())
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the counter of cart!prod!2.1.0 would become negative");
    assertThatThrownBy(() -> table.decrement(OTHER).join())
        .hasCauseInstanceOf(IllegalStateException.class);
    assertThat(table.scan().join()).containsExactly(new StatusCounter(BUILD, 0, 7));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void shouldRefuseToAddNothing(long by) {
    assertThatThrownBy(() -> table.increment(BUILD, by))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Long.toString(by));
    assertThatThrownBy(() -> table.decrement(BUILD, by))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRemove() {
    table.create(COUNTER).join();

    assertResult(table.remove(BUILD)).isEqualTo(true);
    assertResult(table.remove(BUILD)).isEqualTo(false);
    assertResult(table.findOne(BUILD)).isNull();
  }
}
