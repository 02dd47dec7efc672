package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.LATER;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.Database.assertResult;
import static ai.warehouse.status.model.dynamodb.Items.bool;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.with;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as warehouse.ai-status-models 2.0.3 wrote them. */
@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldRowsIT {
  private static final Tables TABLES = new Tables("old-");
  private static final String VERSION_1 = "c232ab00-9414-11ec-b3c8-9f6bdeced846";
  private static final String VERSION_6 = "1ec9414c-232a-6b00-b3c8-9f6bdeced846";
  private static final AttributeValue CREATED_AT = s("2026-11-23T20:47:03.000Z");

  private static final Map<String, AttributeValue> ROW =
      Map.of(
          "key", s("cart!prod!2.1.0"),
          "pkg", s("cart"),
          "env", s("prod"),
          "version", s("2.1.0"),
          "createdAt", CREATED_AT);
  private static final Map<String, AttributeValue> EVENT_ROW =
      with(with(with(ROW, "eventId", s(VERSION_1)), "locale", s("de-DE")), "message", s("m"));
  private static final Map<String, AttributeValue> COUNTER_KEY = Map.of("key", ROW.get("key"));

  private final Database database;
  private final StatusModels models;

  OldRowsIT(Database database) {
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

  @Test
  void shouldReadStatusThatWasCreated() {
    database.put(TABLES.status(), ROW);

    assertResult(models.statuses().findOne(BUILD)).isEqualTo(status().build());
    assertThat(models.statuses().scan().join()).containsExactly(status().build());
  }

  @Test
  void shouldReadStatusThatWasUpdated() {
    database.put(
        TABLES.status(),
        with(
            with(with(ROW, "updatedAt", s("2026-11-23T20:47:03.100Z")), "total", n("3")),
            "error",
            bool(true)));

    assertResult(models.statuses().findOne(BUILD))
        .isEqualTo(status().updatedAt(LATER).total(3).error(true).build());
  }

  @Test
  void shouldReadStatusThatWasOnlyUpdated() {
    database.put(TABLES.status(), with(Items.without(ROW, "createdAt"), "updatedAt", CREATED_AT));

    assertResult(models.statuses().findOne(BUILD)).isEqualTo(status().build());
  }

  @Test
  void shouldReadHead() {
    database.put(
        TABLES.statusHead(), with(with(ROW, "key", s("cart!prod")), "previousVersion", s("2.0.9")));

    assertResult(models.statusHeads().findOne(BUILD.packageKey()))
        .isEqualTo(head().previousVersion("2.0.9").build());
  }

  @Test
  void shouldReadAndIncrementCounterThatHasOnlyAKey() {
    database.put(TABLES.statusCounter(), with(COUNTER_KEY, "count", n("4")));

    assertResult(models.statusCounters().findOne(BUILD)).isEqualTo(new StatusCounter(BUILD, 4, 0));
    assertResult(models.statusCounters().increment(BUILD))
        .isEqualTo(new StatusCounter(BUILD, 5, 0));
    assertThat(database.get(TABLES.statusCounter(), COUNTER_KEY)).containsEntry("pkg", s("cart"));
  }

  @Test
  void shouldReadAndIncrementCounterBelowZeroAsZero() {
    database.put(TABLES.statusCounter(), with(COUNTER_KEY, "count", n("-2")));

    assertResult(models.statusCounters().findOne(BUILD)).isEqualTo(new StatusCounter(BUILD, 0, 0));
    assertResult(models.statusCounters().increment(BUILD))
        .isEqualTo(new StatusCounter(BUILD, 0, 0));
    assertThat(database.get(TABLES.statusCounter(), COUNTER_KEY)).containsEntry("count", n("-1"));
  }

  @Test
  void shouldReadEventThatWasOnlyUpdated() {
    database.put(TABLES.statusEvent(), Items.without(EVENT_ROW, "createdAt"));

    assertThat(models.statusEvents().findAll(BUILD).join())
        .extracting(StatusEvent::createdAt)
        .containsExactly(Instant.parse("2022-02-22T19:22:22Z"));
  }

  @Test
  void shouldComputeProgress() {
    database.put(TABLES.status(), with(ROW, "total", n("3")));
    database.put(TABLES.statusCounter(), with(COUNTER_KEY, "count", n("2")));

    assertResult(models.progress(BUILD)).isEqualTo(new BuildProgress(2, 3, 66));
  }

  @ParameterizedTest
  @ValueSource(strings = {VERSION_1, VERSION_6})
  void shouldFindEventByEitherFormOfItsId(String id) {
    database.put(TABLES.statusEvent(), EVENT_ROW);

    assertResult(models.statusEvents().findOne(BUILD, UUID.fromString(id)))
        .isEqualTo(oldEvent(EventKind.EVENT));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTellTheKindByTheErrorFlag(boolean error) {
    database.put(TABLES.statusEvent(), with(EVENT_ROW, "error", bool(error)));

    assertThat(models.statusEvents().findAll(BUILD).join())
        .containsExactly(oldEvent(error ? EventKind.ERROR : EventKind.EVENT));
  }

  @ParameterizedTest
  @ValueSource(strings = {VERSION_1, VERSION_6})
  void shouldRemoveEventByEitherFormOfItsId(String id) {
    database.put(TABLES.statusEvent(), EVENT_ROW);

    assertResult(models.statusEvents().remove(BUILD, UUID.fromString(id))).isEqualTo(true);
    assertThat(models.statusEvents().findAll(BUILD).join()).isEmpty();
  }

  @Test
  void shouldRemoveEveryEventThatWasFound() {
    database.put(TABLES.statusEvent(), EVENT_ROW);
    models.statusEvents().create(event(5).build()).join();

    for (StatusEvent event : models.statusEvents().findAll(BUILD).join()) {
      assertResult(models.statusEvents().remove(event.key(), event.eventId())).isEqualTo(true);
    }

    assertThat(models.statusEvents().findAll(BUILD).join()).isEmpty();
  }

  @Test
  void shouldUpdateEventUnderItsOwnId() {
    database.put(TABLES.statusEvent(), EVENT_ROW);

    StatusEvent updated =
        models
            .statusEvents()
            .update(BUILD, UUID.fromString(VERSION_6), change -> change.message("other"))
            .join();

    assertThat(updated.message()).isEqualTo("other");
    assertThat(models.statusEvents().findAll(BUILD).join()).containsExactly(updated);
  }

  private static StatusEvent oldEvent(EventKind kind) {
    return event(0)
        .eventId(UUID.fromString(VERSION_6))
        .kind(kind)
        .locale("de-DE")
        .message("m")
        .build();
  }
}
