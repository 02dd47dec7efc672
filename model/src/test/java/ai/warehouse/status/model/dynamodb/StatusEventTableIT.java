package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.OTHER;
import static ai.warehouse.status.model.dynamodb.Builds.START;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static ai.warehouse.status.model.dynamodb.EventQuery.newestFirst;
import static ai.warehouse.status.model.dynamodb.EventQuery.oldestFirst;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusEventTableIT {
  private static final Tables TABLES = new Tables("event-");
  private static final StatusEvent ERROR =
      event(0).kind(EventKind.ERROR).locale("de-DE").message("failed").details("long").build();

  private final Database database;
  private final StatusModels models;
  private final StatusEventTable table;

  StatusEventTableIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
    table = models.statusEvents();
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
    table.create(ERROR).join();

    assertResult(table.findOne(BUILD, ERROR.eventId())).isEqualTo(ERROR);
    assertResult(table.findOne(OTHER, ERROR.eventId())).isNull();
    assertResult(table.findOne(BUILD, event(1).build().eventId())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c232ab00-9414-11ec-b3c8-9f6bdeced846", "1ec9414c-232a-6b00-b3c8-9f6bdeced846"})
  void shouldFindAndRemoveByEitherFormOfTheId(String id) {
    StatusEvent event =
        event(0).eventId(UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846")).build();
    table.create(event).join();

    assertResult(table.findOne(BUILD, UUID.fromString(id))).isEqualTo(event);
    assertResult(table.remove(BUILD, UUID.fromString(id))).isEqualTo(true);
    assertResult(table.remove(BUILD, UUID.fromString(id))).isEqualTo(false);
  }

  @Test
  void shouldReplaceOnCreate() {
    table.create(ERROR).join();
    StatusEvent other = event(5).eventId(ERROR.eventId()).build();

    table.create(other).join();

    assertThat(table.findAll(BUILD).join()).containsExactly(other);
  }

  @Test
  void shouldUpdateOnlyWhatIsGiven() {
    table.create(ERROR).join();

    StatusEvent updated =
        table.update(BUILD, ERROR.eventId(), change -> change.message("timed out")).join();

    assertThat(updated)
        .isEqualTo(
            event(0)
                .eventId(ERROR.eventId())
                .kind(EventKind.ERROR)
                .locale("de-DE")
                .message("timed out")
                .details("long")
                .build());
    assertThat(table.findAll(BUILD).join()).containsExactly(updated);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "1ec9414c-232a-6b00-b3c8-9f6bdeced846"})
  void shouldCreateNothingThroughUpdate(String id) {
    assertResult(table.update(BUILD, UUID.fromString(id), change -> change.details("d"))).isNull();
    assertThat(table.findAll(BUILD).join()).isEmpty();
  }

  @ParameterizedTest
  @NullAndEmptySource
  void shouldRefuseToRemoveAText(String text) {
    assertThatThrownBy(() -> table.update(BUILD, ERROR.eventId(), c -> c.message(text)))
        .isInstanceOf(InvalidRecordException.class);
    assertThatThrownBy(() -> table.update(BUILD, ERROR.eventId(), c -> c.details(text)))
        .isInstanceOf(InvalidRecordException.class);
  }

  static Stream<Arguments> queries() {
    return Stream.of(
        arguments(oldestFirst(), List.of(0, 10, 20, 30)),
        arguments(newestFirst(), List.of(30, 20, 10, 0)),
        arguments(oldestFirst().limit(1), List.of(0)),
        arguments(newestFirst().limit(3), List.of(30, 20, 10)),
        arguments(newestFirst().limit(9), List.of(30, 20, 10, 0)),
        arguments(oldestFirst().since(START.plusMillis(10)), List.of(10, 20, 30)),
        arguments(oldestFirst().since(START.plusMillis(10).plusNanos(1)), List.of(20, 30)),
        arguments(oldestFirst().until(START.plusMillis(10)), List.of(0)),
        arguments(oldestFirst().until(START.plusMillis(10).plusNanos(1)), List.of(0, 10)),
        arguments(oldestFirst().since(Instant.MIN).until(Instant.MAX), List.of(0, 10, 20, 30)),
        arguments(oldestFirst().since(Instant.MAX), List.of()),
        arguments(newestFirst().since(START.plusMillis(5)).limit(2), List.of(30, 20)),
        arguments(
            newestFirst().since(START.plusMillis(5)).until(START.plusMillis(30)), List.of(20, 10)));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void shouldFindWhatIsAskedFor(EventQuery query, List<Integer> expected) {
    for (int millis : List.of(20, 0, 30, 10)) {
      table.create(event(millis).build()).join();
    }
    table.create(event(15).key(OTHER).build()).join();

    assertThat(table.findAll(BUILD, query).join())
        .extracting(event -> (int) (event.createdAt().toEpochMilli() - START.toEpochMilli()))
        .isEqualTo(expected);
  }
}
