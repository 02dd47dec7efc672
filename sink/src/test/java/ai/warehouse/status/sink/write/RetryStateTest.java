package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RetryStateTest {
  private static final Throwable THROTTLED = FakeDynamoDb.error("ThrottlingException", 400);
  private static final long LATER = 2 * RetryState.GRACE.toNanos();

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private long nanos;
  private final Queues queues = new Queues(() -> nanos);

  @BeforeEach
  void listen() {
    log.start();
    logger().setLevel(Level.INFO);
    logger().setAdditive(false);
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
    logger().setLevel(null);
    logger().setAdditive(true);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(RetryState.class);
  }

  @Test
  void shouldSayOnceThatWritesFailAndOnceThatTheySucceedAgain() {
    RetryState.Watch first = failing("WrhsStatus", THROTTLED);
    RetryState.Watch second = failing("WrhsStatus", THROTTLED);
    assertThat(queues.state.health().reason()).endsWith(": 2 key(s) of WrhsStatus");

    first.ended(true);
    second.ended(true);

    assertThat(queues.state.health().up()).isTrue();
    assertThat(log.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("Writes fail and are retried", "Writes succeed again");
  }

  @Test
  void shouldTellOfRetriesSinceWhenTheyFailThoughATableRefusesEverythingForLonger() {
    RetryState.Watch table = queues.state.watchTable("WrhsStatusHead");
    table.refused(THROTTLED);
    nanos += LATER;
    table.refused(THROTTLED);
    String began = Samples.NOW.plusNanos(nanos).toString();
    failing("WrhsStatus", THROTTLED);

    assertThat(queues.state.health().reason())
        .startsWith("retrying: DynamoDbException since " + began + ": 1 key(s) of WrhsStatus; ")
        .contains("all of WrhsStatusHead is refused since " + Samples.NOW);
    assertThat(queues.state.duration()).isEqualTo(Duration.ofNanos(2 * LATER));
  }

  @Test
  void shouldSayWhichCredentialsAreMissing() {
    failing("WrhsStatus", new CredentialsException("No AWS credentials from container", true));

    assertThat(queues.state.health().reason())
        .startsWith("retrying: No AWS credentials from container since ");
  }

  @Test
  void shouldNotSayThatEventsAreStoredThatAreAnothers() {
    assertSilentWhenAbandoned(queues.events(Duration.ZERO), Samples.plan(Samples.eventRecord(1)));
  }

  @Test
  void shouldNotSayThatASnapshotIsStoredThatIsAnothers() {
    assertSilentWhenAbandoned(
        queues.snapshots("WrhsStatus", Duration.ZERO),
        Samples.plan(Samples.statusRecord(1, Samples.BUILD, 1)));
  }

  private void assertSilentWhenAbandoned(TableQueue queue, ItemWrite write) {
    PolledBatch lost = Samples.batch();
    queue.add(new PendingWrite(write, lost));
    fail(queue, queue.next(nanos, false, false));
    nanos += LATER;
    fail(queue, queue.next(nanos, false, true));
    assertThat(queues.state.health().up()).isFalse();
    nanos += LATER;
    Request retry = queue.next(nanos, false, true);

    lost.abandon();
    fail(queue, retry);

    assertThat(queues.state.health().up()).isTrue();
    assertThat(log.list)
        .extracting(ILoggingEvent::getMessage)
        .containsExactly("Writes fail and are retried");
  }

  private void fail(TableQueue queue, Request request) {
    queue.ended(request, new Outcome(request.items(), THROTTLED), nanos);
  }

  private RetryState.Watch failing(String table, Throwable failure) {
    RetryState.Watch watch = queues.state.watchKey(table);
    watch.failed(failure);
    nanos += LATER;
    watch.failed(failure);
    return watch;
  }
}
