package ai.warehouse.status.sink;

import static ai.warehouse.status.sink.FaultyWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.testing.faults.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Several sinks, those that are killed or paused in JVMs of their own, while a reader looks on. */
class SinkInstancesIT {
  // So that one that is killed or paused is soon missed.
  private static final Map<String, String> BROKER = Map.of("group.min.session.timeout.ms", "1000");
  private static final Map<String, String> SETTINGS =
      Map.of(
          "http.port", "-1",
          "linger.ms", "0",
          "write.concurrency", "4",
          // So that it can't read far ahead and write little.
          "buffer.memory", "100000",
          "max.poll.records", "20",
          "kafka.session.timeout.ms", "2000",
          "kafka.heartbeat.interval.ms", "300");

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;

  @TempDir private Path folder;
  private final List<ChildSink> children = new ArrayList<>();
  private FaultyWorld world;
  private SinkHarness harness;

  @BeforeAll
  static void startServers() {
    kafka = TestServers.startKafka(BROKER);
    dynamoDb = TestServers.sharedDynamoDb();
  }

  @AfterAll
  static void stopServers() {
    dynamoDb.close();
    kafka.close();
  }

  @BeforeEach
  void prepare(TestInfo test) {
    world = new FaultyWorld(test.getTestMethod().orElseThrow().getName(), kafka, dynamoDb);
    harness = world.harness;
  }

  @AfterEach
  void close() {
    children.forEach(ChildSink::close);
    world.close();
  }

  @Test
  void shouldLoseNothingWhilePartitionsMoveWithWritesInFlight() {
    ChildSink first = startChild(Map.of());
    awaitMembers(1);
    try (MonotonicReadsChecker reader = new MonotonicReadsChecker(harness)) {
      // Slow enough that writes are in flight at each change.
      world.proxy.inject(Fault.delay(100));

      putToWork("before-join");
      SinkService second = start();
      awaitMembers(2);
      putToWork("before-kill");
      first.kill();
      start();
      awaitMembers(2);
      putToWork("before-stop");
      second.close();
      awaitMembers(1);
      world.proxy.heal();

      world.assertAllStored();
      reader.assertMonotonic();
    }
  }

  /** The zombie's requests are on their way, and more in its memory, when it is paused. */
  @Test
  void shouldNotGoBackWhenAZombieWakes() {
    List<Row> rows = world.traffic("app", 6);
    int third = rows.size() / 3;
    ChildSink zombie = startChild(Map.of("dynamodb.timeout.ms", "60000"));
    awaitMembers(1);
    try (MonotonicReadsChecker reader = new MonotonicReadsChecker(harness)) {
      world.send(rows.subList(0, third));
      world.awaitAllCommitted();
      world.proxy.inject(Fault.hold().only(call -> call.operation().equals("PutItem")));
      world.send(rows.subList(third, 2 * third));
      await().until(() -> world.proxy.strikes() >= 4);
      zombie.pause();
      assertThat(world.harness.lag()).as("still to do").isPositive();

      harness.start(settings(Map.of("dynamodb.endpoint", dynamoDb.endpoint().toString())));
      world.send(rows.subList(2 * third, rows.size()));
      world.assertAllStored();
      int refused = world.proxy.refused();

      world.proxy.heal();
      await().until(() -> world.proxy.refused() > refused);
      zombie.resume();
      awaitMembers(2);
      world.send(world.traffic("more", 2));

      world.assertAllStored();
      reader.assertMonotonic();
      zombie.stop();
    }
  }

  /** Sends records that keep the sinks busy for seconds, and returns when they write. */
  private void putToWork(String pkg) {
    int strikes = world.proxy.strikes();
    IntStream.range(0, 2).forEach(i -> world.send(world.traffic(pkg + i, 3)));
    await().until(() -> world.proxy.strikes() > strikes);
    assertThat(harness.lag()).as("still to do").isPositive();
  }

  private SinkService start() {
    return harness.start(settings(Map.of()));
  }

  private ChildSink startChild(Map<String, String> more) {
    ChildSink sink = ChildSink.start(folder.resolve("child.log"), harness.settings(settings(more)));
    children.add(sink);
    return sink;
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("dynamodb.endpoint", world.proxy.endpoint().toString());
    settings.putAll(more);
    return settings;
  }

  private void awaitMembers(int count) {
    // Exceptions until there is a group.
    await().ignoreExceptions().until(() -> harness.membersWithPartitions() == count);
  }
}
