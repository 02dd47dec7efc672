package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Sinks that reach their database through a proxy with faults, and what they have to store. */
final class FaultyWorld implements AutoCloseable {
  final ExpectedTables expected = new ExpectedTables();
  final FaultProxy proxy;
  final SinkHarness harness;

  FaultyWorld(String name, KafkaServer kafka, DynamoDbServer dynamoDb) {
    proxy = new FaultProxy(dynamoDb.endpoint());
    harness = new SinkHarness(name, kafka, dynamoDb);
  }

  /** Starts a sink that soon retries a request that takes long. */
  SinkService start(Map<String, String> more) {
    SinkService sink = create(more);
    sink.start();
    return sink;
  }

  /** Creates such a sink. */
  SinkService create(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("dynamodb.endpoint", proxy.endpoint().toString());
    settings.put("dynamodb.timeout.ms", "400");
    settings.put("linger.ms", "20");
    return harness.create(settings);
  }

  /** Returns what there is about some builds of a package. */
  List<Row> traffic(String pkg, int builds) {
    return Traffic.of(harness.topics, harness.tables, pkg, builds, pkg.hashCode());
  }

  /** Sends all and expects it to be stored. */
  List<Row> send(List<Row> rows) {
    expected.add(rows);
    harness.sendAll(rows);
    return rows;
  }

  void awaitAllCommitted() {
    await().until(() -> harness.lag() == 0);
  }

  /** Waits until the tables hold just what they have to, except such items. */
  void awaitAllStoredExcept(Predicate<Row> some) {
    await()
        .untilAsserted(
            () ->
                assertThat(ExpectedTables.stored(harness))
                    .isEqualTo(expected.items(some.negate())));
  }

  /** Checks, when all is committed, that the tables hold just what they have to. */
  void assertAllStored() {
    assertAllStoredExcept(row -> false);
  }

  /** Likewise without such items. */
  void assertAllStoredExcept(Predicate<Row> some) {
    awaitAllCommitted();
    assertThat(ExpectedTables.stored(harness)).isEqualTo(expected.items(some.negate()));
    assertThat(proxy.operations())
        .as("no reads")
        .isSubsetOf("DescribeTable", "CreateTable", "PutItem", "BatchWriteItem");
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    proxy.heal();
    harness.close();
    proxy.close();
  }
}
