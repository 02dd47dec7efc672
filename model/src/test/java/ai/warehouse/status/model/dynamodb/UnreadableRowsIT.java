package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.Builds.head;
import static ai.warehouse.status.model.dynamodb.Builds.status;
import static ai.warehouse.status.model.dynamodb.EventQuery.newestFirst;
import static ai.warehouse.status.model.dynamodb.EventQuery.oldestFirst;
import static ai.warehouse.status.model.dynamodb.Items.n;
import static ai.warehouse.status.model.dynamodb.Items.s;
import static ai.warehouse.status.model.dynamodb.Items.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row that is no record costs itself alone, in each of the tables. */
@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadableRowsIT {
  private static final Tables TABLES = new Tables("unreadable-");
  private static final BuildKey BAD = new BuildKey("cart", "prod", "bad");
  private static final PackageKey BAD_PACKAGE = new PackageKey("cart", "bad");
  private static final UUID NO_TIME = UUID.fromString("919108f7-52d1-4320-9bac-f847db4148a8");
  private static final StatusEvent FIRST = event(1).build();
  private static final StatusEvent SECOND = event(2).build();

  private final Database database;
  private final StatusModels models;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  UnreadableRowsIT(Database database) {
    this.database = database;
    models = database.models(TABLES);
  }

  @BeforeAll
  void writeRows() {
    models.ensure().join();
    put(TABLES.statusEvent(), ItemSchemas.STATUS_EVENT.itemToMap(FIRST, true));
    put(TABLES.statusEvent(), ItemSchemas.STATUS_EVENT.itemToMap(SECOND, true));
    Map<String, AttributeValue> event = ItemSchemas.STATUS_EVENT.itemToMap(FIRST, true);
    put(TABLES.statusEvent(), with(event, "eventId", s("0 hunter2\n"))); // before all ids
    put(TABLES.statusEvent(), with(event, "eventId", s(FIRST.eventId() + "-copy"))); // between
    put(TABLES.statusEvent(), with(event, "eventId", s("~"))); // after all ids
    put(TABLES.statusEvent(), Items.without(with(event, "eventId", s("" + NO_TIME)), "createdAt"));

    Map<String, AttributeValue> status = ItemSchemas.STATUS.itemToMap(status().build(), true);
    put(TABLES.status(), status);
    put(TABLES.status(), with(with(status, "key", s(BAD.toString())), "createdAt", n("1")));
    put(TABLES.status(), with(status, "key", s("no build")));

    Map<String, AttributeValue> head = ItemSchemas.STATUS_HEAD.itemToMap(head().build(), true);
    put(TABLES.statusHead(), head);
    put(TABLES.statusHead(), with(with(head, "key", s("cart!bad")), "progress", s("half")));

    put(TABLES.statusCounter(), Map.of("key", s(BUILD.toString()), "count", n("3")));
    put(TABLES.statusCounter(), Map.of("key", s(BAD.toString()), "count", s("three")));
  }

  private void put(String table, Map<String, AttributeValue> row) {
    database.put(table, row);
  }

  @AfterAll
  void dropTables() {
    models.drop().join();
  }

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
    log.list.clear();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ItemTable.class);
  }

  private List<String> warnings() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void shouldFindAllOtherEvents() {
    assertThat(models.statusEvents().findAll(BUILD).join()).containsExactly(FIRST, SECOND);
    assertThat(warnings())
        .containsExactlyInAnyOrder(
            leftOut("0 hunter2?", "invalid-value: eventId is not a UUID"),
            leftOut(FIRST.eventId() + "-copy", "invalid-value: eventId is not a UUID"),
            leftOut("~", "invalid-value: eventId is not a UUID"),
            leftOut(NO_TIME.toString(), "missing-field: createdAt is missing"));
  }

  private static String leftOut(String id, String reason) {
    return "Left out of what was asked for: row cart!prod!2.1.0 %s of table %s: %s"
        .formatted(id, TABLES.statusEvent(), reason);
  }

  @Test
  void shouldNotCountThemInALimit() {
    assertThat(models.statusEvents().findAll(BUILD, oldestFirst().limit(2)).join())
        .containsExactly(FIRST, SECOND);
    assertThat(models.statusEvents().findAll(BUILD, newestFirst().limit(1)).join())
        .containsExactly(SECOND);
  }

  @Test
  void shouldPublishAllOtherEventsAsTheSubscriberAsks() {
    Taker<StatusEvent> taker = new Taker<>();
    models.statusEvents().findAllPaged(BUILD, oldestFirst()).subscribe(taker);

    assertThat(taker.take()).isEqualTo(FIRST);
    assertThat(taker.takeAll()).containsExactly(SECOND);
  }

  @Test
  void shouldScanAllOthers() {
    assertThat(models.statuses().scan().join()).extracting(Status::key).containsExactly(BUILD);
    assertThat(models.statusHeads().scan().join())
        .extracting(StatusHead::key)
        .containsExactly(BUILD.packageKey());
    assertThat(models.statusCounters().scan().join())
        .containsExactly(new StatusCounter(BUILD, 3, 0));
    assertThat(warnings()).hasSize(4).noneMatch(warning -> warning.contains("half"));
  }

  @Test
  void shouldNameRowAndAttributeToWhoAsksForItAlone() {
    assertUnreadable(
        models.statusEvents().findOne(BUILD, NO_TIME),
        "row cart!prod!2.1.0 %s of table unreadable-WrhsStatusEvent: missing-field: createdAt is"
            + " missing",
        NO_TIME);
    assertUnreadable(
        models.statuses().findOne(BAD),
        "row cart!prod!bad of table unreadable-WrhsStatus: wrong-type: createdAt can't be read as"
            + " Instant");
    assertUnreadable(
        models.statusHeads().findOne(BAD_PACKAGE),
        "row cart!bad of table unreadable-WrhsStatusHead: wrong-type: progress can't be read as"
            + " Integer");
    assertUnreadable(
        models.statusCounters().findOne(BAD),
        "row cart!prod!bad of table unreadable-WrhsStatusCounter: wrong-type: count can't be read"
            + " as Long");
    assertUnreadable(
        models.statuses().update(BAD, Builds.LATER, change -> change.progress(1)),
        "row cart!prod!bad of table unreadable-WrhsStatus: wrong-type: createdAt can't be read as"
            + " Instant");
  }

  private static void assertUnreadable(
      CompletableFuture<?> answer, String message, Object... values) {
    assertThatThrownBy(answer::join)
        .cause()
        .isInstanceOf(UnreadableRowException.class)
        .hasMessage(message, values);
  }
}
