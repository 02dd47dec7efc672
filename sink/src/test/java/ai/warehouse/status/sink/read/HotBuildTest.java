package ai.warehouse.status.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.item.ItemWrite;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Builds that DynamoDB throttles for a minute delay themselves alone (SPEC §4). */
class HotBuildTest {
  private static final int PARTITIONS = 8;
  private static final int HOT_EVENTS = 20_000;

  private final SimulatedSink sink = new SimulatedSink(PARTITIONS);
  private int others;

  // The partitions of hot builds pause, so others are in others.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void shouldStoreAllElseWithinSecondsWhileBuildsInAsManyPartitionsAreThrottled(int hot) {
    Set<String> hotVersions = hotVersions(hot);
    sink.dynamoDb.throttle(item -> hotVersions.contains(item.get("version").s()));
    for (int i = 0; i < HOT_EVENTS; i++) {
      sink.sendEvent(i % hot, "hot" + i % hot);
    }
    for (int second = 0; second < 60; second++) {
      for (int build = 0; build < hot; build++) {
        sink.sendStatus(build, "hot" + build, second);
      }
      sendOthers(hot);
      sink.run(Duration.ofSeconds(1));
    }

    assertThat(sink.longestDelayBut(hotVersions)).isLessThan(Duration.ofSeconds(3));
    assertThat(sink.maxBytes).isLessThan(SimulatedSink.BUFFER_MEMORY);
    assertThat(sink.isAllCommitted()).isFalse();
    assertThat(sink.state().health().reason())
        .startsWith("retrying: ")
        .contains(hot + " key(s) of WrhsStatus, " + hot + " key(s) of WrhsStatusEvent");

    sink.dynamoDb.throttle(item -> false);
    sink.run(Duration.ofMinutes(1));

    assertNothingIsLost();
  }

  @Test
  void shouldStoreAllElseThoughTheBufferIsFullWhenTheThrottlingBegins() {
    sink.requestTime = Duration.ofMillis(50);
    for (int i = 0; i < 2 * HOT_EVENTS; i++) {
      sink.sendEvent(0, "hot0");
    }
    while (sink.bytes() < SimulatedSink.BUFFER_MEMORY) {
      sink.run(Duration.ofMillis(20));
    }
    sink.dynamoDb.throttle(item -> item.get("version").s().equals("hot0"));

    for (int second = 0; second < 30; second++) {
      sendOthers(1);
      sink.run(Duration.ofSeconds(1));
    }

    assertThat(sink.longestDelayBut(hotVersions(1))).isLessThan(Duration.ofSeconds(3));
    assertThat(sink.maxBytes).isLessThan(2 * SimulatedSink.BUFFER_MEMORY);
  }

  // As many events as are not much, of a build that others follow in its partition.
  @Test
  void shouldStoreOthersOfTheSamePartitionWhileThereIsMemory() {
    sink.dynamoDb.throttle(item -> item.get("version").s().equals("hot0"));
    for (int i = 0; i < 2000; i++) {
      sink.sendEvent(0, "hot0");
    }

    for (int second = 0; second < 60; second++) {
      sink.sendEvent(0, "other" + second);
      sink.run(Duration.ofSeconds(1));
    }

    assertThat(sink.longestDelayBut(hotVersions(1))).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void shouldBoundTheMemoryThoughEachPartitionHasAHotBuild() {
    sink.dynamoDb.throttle(item -> true);
    for (int i = 0; i < HOT_EVENTS; i++) {
      sink.sendEvent(i % PARTITIONS, "hot" + i % PARTITIONS);
    }

    sink.run(Duration.ofMinutes(1));

    assertThat(sink.maxBytes).isLessThan(SimulatedSink.BUFFER_MEMORY);
  }

  @Test
  void shouldTryAThrottledBuildSeldom() {
    sink.dynamoDb.throttle(item -> true);
    for (int i = 0; i < HOT_EVENTS; i++) {
      sink.sendEvent(0, "hot0");
    }

    sink.run(Duration.ofMinutes(1));

    assertThat(sink.requests()).isLessThan(SimulatedSink.CONCURRENCY + 40);
  }

  @Test
  void shouldStoreWhatDynamoDbTakesOfAThrottledBuild() {
    AllowanceOfTen allowance = new AllowanceOfTen();
    sink.dynamoDb.throttle(allowance::isUsedUp);
    for (int i = 0; i < 5000; i++) {
      sink.sendEvent(0, "hot0");
    }

    sink.run(Duration.ofMinutes(1));

    assertNothingIsLost();
  }

  @Test
  void shouldNotWriteAnOlderSnapshotOverTheNewestThatCameMeanwhile() {
    sink.dynamoDb.throttle(item -> true);
    sink.sendStatus(0, "hot0", 1);
    for (int revision = 2; revision <= 20; revision++) {
      sink.run(Duration.ofMillis(500));
      sink.sendStatus(0, "hot0", revision);
    }
    sink.run(Duration.ofMillis(100));
    int throttled = sink.requests();

    sink.dynamoDb.throttle(item -> false);
    sink.run(Duration.ofSeconds(12));

    assertNothingIsLost();
    assertThat(sink.requests()).isEqualTo(throttled + 1);
    Map<String, AttributeValue> item =
        sink.dynamoDb.items.get(
            new ItemWrite.Id("WrhsStatus", Samples.build("hot0").toString(), null));
    assertThat(item.get("revision").n()).isEqualTo("20");
  }

  @Test
  void shouldNotHammerADatabaseThatIsAway() {
    sink.dynamoDb.failAll(FakeDynamoDb.error("ServiceUnavailable", 503));
    for (int i = 0; i < 3000; i++) {
      sink.sendEvent(i % PARTITIONS, "some" + i);
      sink.sendStatus(i % PARTITIONS, "some" + i, 1);
    }

    sink.run(Duration.ofMinutes(1));

    assertThat(sink.requests()).isLessThan(2 * SimulatedSink.CONCURRENCY + 80);
    assertThat(sink.state().health().reason())
        .contains("retrying: DynamoDbException since")
        .contains("all of WrhsStatus, all of WrhsStatusEvent");
    assertThat(sink.state().duration()).isGreaterThan(Duration.ofSeconds(50));

    sink.dynamoDb.failAll(null);
    sink.run(Duration.ofSeconds(30));

    assertNothingIsLost();
  }

  @Test
  void shouldGoOnWithOtherTablesWhileOneIsThrottledAsAWhole() {
    sink.dynamoDb.throttle(item -> !item.containsKey("eventId"));
    for (int i = 0; i < 20_000; i++) {
      sink.sendStatus(i % PARTITIONS, "1." + i, 1);
    }

    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < 100; i++) {
        sink.sendEvent(i % PARTITIONS, "1." + i);
      }
      sink.run(Duration.ofSeconds(1));
    }

    assertThat(sink.missing()).isEqualTo(20_000);
    assertThat(sink.maxBytes).isLessThan(SimulatedSink.BUFFER_MEMORY);

    sink.dynamoDb.throttle(item -> false);
    sink.run(Duration.ofMinutes(1));

    assertNothingIsLost();
  }

  private void sendOthers(int firstPartition) {
    for (int i = 0; i < 100; i++) {
      int partition = firstPartition + others % (PARTITIONS - firstPartition);
      sink.sendEvent(partition, "other" + others % 500);
      sink.sendStatus(partition, "other" + others % 500, others);
      others++;
    }
  }

  private void assertNothingIsLost() {
    assertThat(sink.missing()).isZero();
    assertThat(sink.isAllCommitted()).isTrue();
    assertThat(sink.deadLetters).isEmpty();
    assertThat(sink.state().health().up()).isTrue();
  }

  private static Set<String> hotVersions(int hot) {
    return IntStream.range(0, hot).mapToObj(i -> "hot" + i).collect(Collectors.toSet());
  }

  /** Of each batch ten items are stored, as the requests of one build follow each other. */
  private static final class AllowanceOfTen {
    private int asked;

    boolean isUsedUp(Map<String, AttributeValue> item) {
      return asked++ % DynamoDbWriter.MAX_ITEMS >= 10;
    }
  }
}
