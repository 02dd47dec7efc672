package ai.warehouse.status.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.write.Queues;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A table that refuses everything makes no flood of dead letters; records at fault do not stop. */
class UnfitTableTest {
  private static final int PARTITIONS = 4;

  private final SimulatedSink sink = new SimulatedSink(PARTITIONS);

  @Test
  void shouldHoldTheRecordsOfATableThatRefusesAllAndStoreThemWhenItTakesThem() {
    sink.dynamoDb.refuse(item -> item.containsKey("eventId"));
    send(0, 1000);

    sink.run(Duration.ofMinutes(1));

    assertThat(sink.deadLetters).hasSizeLessThan(Queues.MAX_REFUSALS);
    assertThat(sink.missing()).as("statuses are stored").isEqualTo(1000);
    assertThat(sink.isAllCommitted()).isFalse();
    assertThat(sink.requests()).as("with back-off").isLessThan(1000 + 100);
    assertThat(sink.state().health().up()).isFalse();
    assertThat(sink.state().health().reason())
        .startsWith("all of WrhsStatusEvent is refused since ")
        .contains(": ValidationException: ");

    send(1000, 2000);
    sink.run(Duration.ofMinutes(1));
    int deadLetters = sink.deadLetters.size();
    assertThat(deadLetters).isLessThan(Queues.MAX_REFUSALS);
    sink.dynamoDb.refuse(item -> false);
    sink.run(Duration.ofSeconds(20));

    assertThat(sink.missing()).isEqualTo(deadLetters);
    assertIsWell();
  }

  @Test
  void shouldHoldSnapshotsToo() {
    sink.dynamoDb.refuse(item -> !item.containsKey("eventId"));
    send(0, 100);
    sink.run(Duration.ofMinutes(1));

    assertThat(sink.deadLetters).hasSizeLessThan(Queues.MAX_REFUSALS);
    assertThat(sink.missing()).as("events are stored").isEqualTo(100);
    assertThat(sink.state().health().reason()).startsWith("all of WrhsStatus is refused since ");

    sink.dynamoDb.refuse(item -> false);
    sink.run(Duration.ofSeconds(20));

    assertIsWell();
  }

  @Test
  void shouldMakeADeadLetterOfOneBadRecordAtOnce() {
    sink.dynamoDb.refuse(item -> item.get("version").s().equals("bad"));
    sink.sendEvent(0, "bad");
    sink.sendStatus(0, "bad", 1);

    sink.run(Duration.ofSeconds(1));

    assertThat(sink.deadLetters).hasSize(2);
    assertIsWell();
  }

  @Test
  void shouldMakeDeadLettersOfManyBadRecordsAmongGoodOnes() {
    sink.dynamoDb.refuse(item -> item.get("version").s().startsWith("bad"));
    for (int i = 0; i < 1000; i++) {
      String version = (i % 10 == 0 ? "bad" : "good") + i;
      sink.sendEvent(i % PARTITIONS, version);
      sink.sendStatus(i % PARTITIONS, version, 1);
    }

    sink.run(Duration.ofSeconds(5));

    assertThat(sink.deadLetters).hasSize(200);
    assertThat(sink.missing()).isEqualTo(200);
    assertIsWell();
  }

  // Nothing tells them from a table that is unfit until one is stored.
  @Test
  void shouldHoldBadRecordsAloneUntilAGoodOneComesAndThenMakeDeadLettersOfThem() {
    sink.dynamoDb.refuse(item -> item.get("version").s().startsWith("bad"));
    for (int i = 0; i < 10; i++) {
      sink.sendEvent(0, "bad");
    }
    sink.run(Duration.ofMinutes(1));
    assertThat(sink.deadLetters).hasSize(Queues.MAX_REFUSALS - 1);
    assertThat(sink.state().health().up()).isFalse();

    sink.sendEvent(0, "good");
    sink.run(Duration.ofSeconds(11));

    assertThat(sink.deadLetters).hasSize(10);
    assertIsWell();
  }

  @Test
  void shouldNotHoldATableThatIsThereAgainAndRefusesOneRecord() {
    sink.dynamoDb.failAll(FakeDynamoDb.error("ServiceUnavailable", 503));
    sink.dynamoDb.refuse(item -> item.get("version").s().equals("bad"));
    sink.sendEvent(0, "bad");
    send(0, 100);
    sink.run(Duration.ofMinutes(1));

    sink.dynamoDb.failAll(null);
    sink.run(Duration.ofSeconds(30));

    assertThat(sink.deadLetters).hasSize(1);
    assertIsWell();
  }

  private void send(int from, int to) {
    for (int i = from; i < to; i++) {
      sink.sendEvent(i % PARTITIONS, "1." + i);
      sink.sendStatus(i % PARTITIONS, "1." + i, 1);
    }
  }

  private void assertIsWell() {
    assertThat(sink.isAllCommitted()).isTrue();
    assertThat(sink.state().health().up()).isTrue();
  }
}
