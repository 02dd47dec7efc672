package ai.warehouse.status.model.dynamodb;

import static ai.warehouse.status.model.dynamodb.Builds.BUILD;
import static ai.warehouse.status.model.dynamodb.Builds.START;
import static ai.warehouse.status.model.dynamodb.Builds.event;
import static ai.warehouse.status.model.dynamodb.EventQuery.newestFirst;
import static ai.warehouse.status.model.dynamodb.EventQuery.oldestFirst;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A history of about 3 MB, of which DynamoDB answers at most 1 MB at once. */
@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventPagingIT {
  private static final int EVENTS = 30;
  private static final String LONG_TEXT = "x".repeat(100_000);
  private static final int EVENTS_OF_A_PAGE = 11;

  private final Database database;
  private final StatusModels models;
  private final StatusEventTable table;
  private final List<StatusEvent> history =
      Stream.iterate(0, i -> i + 1)
          .limit(EVENTS)
          .map(millis -> event(millis).details(LONG_TEXT).build())
          .toList();

  EventPagingIT(Database database) {
    this.database = database;
    models = database.models(new Tables("paging-"));
    table = models.statusEvents();
  }

  @BeforeAll
  void writeHistory() {
    models.ensure().join();
    history.forEach(event -> table.create(event).join());
  }

  @AfterAll
  void dropTables() {
    models.drop().join();
  }

  @BeforeEach
  void forgetRequests() {
    database.requests.forget();
  }

  @Test
  void shouldFindAllAcrossPages() {
    assertThat(table.findAll(BUILD).join()).isEqualTo(history);
    assertThat(queries()).hasSizeGreaterThan(2);
  }

  @Test
  void shouldFindAllAcrossPagesNewestFirst() {
    assertThat(table.findAll(BUILD, newestFirst()).join())
        .isEqualTo(
            history.stream()
                .sorted(Comparator.comparing(StatusEvent::createdAt).reversed())
                .toList());
  }

  @Test
  void shouldLookForFilteredEventsOnEveryPage() {
    EventQuery last = oldestFirst().since(START.plusMillis(EVENTS - 2)).limit(5);

    assertThat(table.findAll(BUILD, last).join()).isEqualTo(history.subList(EVENTS - 2, EVENTS));
  }

  @Test
  void shouldReadNoMoreThanTheLimit() {
    assertThat(table.findAll(BUILD, oldestFirst().limit(2)).join())
        .isEqualTo(history.subList(0, 2));
    assertThat(queries()).singleElement().extracting(QueryRequest::limit).isEqualTo(2);
  }

  @Test
  void shouldReadNoFurtherPageWhenTheLimitEndsWithOne() {
    Taker<StatusEvent> taker = new Taker<>();
    EventQuery query = oldestFirst().since(START).limit(EVENTS_OF_A_PAGE - 1);
    table.findAllPaged(BUILD, query).subscribe(taker);

    assertThat(taker.takeAll()).isEqualTo(history.subList(0, EVENTS_OF_A_PAGE - 1));
    assertThat(queries()).hasSize(1);
  }

  @Test
  void shouldReadOnePageAtATime() {
    Taker<StatusEvent> taker = new Taker<>();
    table.findAllPaged(BUILD, oldestFirst()).subscribe(taker);
    assertThat(queries()).isEmpty();

    for (int taken = 1; taken <= EVENTS; taken++) {
      assertThat(taker.take()).isEqualTo(history.get(taken - 1));
      assertThat(queries()).hasSizeLessThanOrEqualTo(1 + taken / (EVENTS_OF_A_PAGE - 1));
    }
    taker.awaitEnd();
  }

  @Test
  void shouldStopReadingWhenCancelled() {
    Taker<StatusEvent> taker = new Taker<>();
    table.findAllPaged(BUILD, oldestFirst()).subscribe(taker);
    taker.take();

    taker.cancel();

    assertThat(queries()).hasSize(1);
  }

  @Test
  void shouldGiveEachSubscriberAllFromTheStart() {
    var publisher = table.findAllPaged(BUILD, oldestFirst().limit(3));

    assertThat(ItemTable.list(publisher).join()).isEqualTo(history.subList(0, 3));
    assertThat(ItemTable.list(publisher).join()).isEqualTo(history.subList(0, 3));
  }

  private List<QueryRequest> queries() {
    return database.requests.of(QueryRequest.class);
  }
}
