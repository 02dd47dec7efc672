package ai.warehouse.status.api.table;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.event;
import static ai.warehouse.status.api.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.EventQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

class TableReaderTest {
  private static final PackageKey PACKAGE = BUILD.packageKey();

  private final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  private long nanos;
  private final TableReader tables = dynamoDb.reader(() -> nanos);

  private static Status version(String version, String previous) {
    return status(new BuildKey(PACKAGE.pkg(), PACKAGE.env(), version))
        .previousVersion(previous)
        .build();
  }

  @Test
  void shouldReadOnceASecond() {
    Status status = version("1.0.0", null);
    dynamoDb.put(status);
    assertThat(tables.status(BUILD).join()).isEqualTo(status);
    assertThat(tables.status(BUILD).join()).isEqualTo(status);
    assertThat(tables.head(PACKAGE).join()).isNull();
    assertThat(tables.progress(BUILD).join().total()).isEqualTo(10);
    assertThat(dynamoDb.count(GetItemRequest.class)).isEqualTo(4); // progress reads two tables
    nanos += 1_000_000_000;
    tables.status(BUILD).join();
    assertThat(dynamoDb.count(GetItemRequest.class)).isEqualTo(5);
  }

  @Test
  void shouldReadNowWhenAskedTo() {
    assertThat(tables.statusNow(BUILD).join()).isNull();
    Status status = version("1.0.0", null);
    dynamoDb.put(status);
    assertThat(tables.statusNow(BUILD).join()).isEqualTo(status);
    assertThat(dynamoDb.requests).allMatch(request -> ((GetItemRequest) request).consistentRead());
  }

  @Test
  void shouldTellQueriesApart() {
    for (int i = 0; i < 20; i++) {
      dynamoDb.put(event(BUILD, EventKind.EVENT, i).build());
    }
    assertThat(tables.events(BUILD, EventQuery.oldestFirst()).join()).hasSize(20);
    assertThat(tables.events(BUILD, EventQuery.newestFirst().limit(9)).join())
        .hasSize(9)
        .first()
        .isEqualTo(event(BUILD, EventKind.EVENT, 19).build());
  }

  @Test
  void shouldFollowThePreviousVersions() {
    List<Status> newestFirst =
        List.of(version("3", "2"), version("2", "1"), version("1", "0 of another time"));
    newestFirst.forEach(dynamoDb::put);
    dynamoDb.put(StatusHead.of(newestFirst.get(0), 1));
    assertThat(tables.versions(PACKAGE, 10).join()).isEqualTo(newestFirst);
    assertThat(tables.versions(PACKAGE, 2).join()).isEqualTo(newestFirst.subList(0, 2));
    assertThat(tables.versions(new PackageKey("other", "prod"), 2).join()).isEmpty();
  }

  @Test
  void shouldNotFollowACircle() {
    List<Status> circle = List.of(version("2", "1"), version("1", "2"));
    circle.forEach(dynamoDb::put);
    dynamoDb.put(StatusHead.of(circle.get(0), 1));
    assertThat(tables.versions(PACKAGE, 100).join()).isEqualTo(circle);
  }
}
