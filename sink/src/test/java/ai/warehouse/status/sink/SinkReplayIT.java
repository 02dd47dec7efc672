package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sink's group reset to the beginning, with tables in place. */
class SinkReplayIT {
  @Test
  void shouldEndEqualAndAtNoTimeOlder() {
    try (KafkaServer kafka = TestServers.sharedKafka();
        DynamoDbServer dynamoDb = TestServers.sharedDynamoDb();
        FaultyWorld world = new FaultyWorld("replay", kafka, dynamoDb)) {
      SinkHarness harness = world.harness;
      List<Row> rows = world.traffic("app", 4);
      int half = rows.size() / 2;
      SinkService sink = world.start(Map.of());
      world.send(rows.subList(0, half));
      world.assertAllStored();
      sink.close();
      int refused = world.proxy.refused();

      SinkHarness.get(harness.admin.deleteConsumerGroups(List.of(harness.group)).all());
      assertThat(harness.lag()).isGreaterThanOrEqualTo(half);
      try (MonotonicReadsChecker reader = new MonotonicReadsChecker(harness)) {
        // So few at a time that old ones are written, and not only the newest of each item.
        world.start(Map.of("max.poll.records", "5", "linger.ms", "0"));
        world.send(rows.subList(half, rows.size()));

        world.assertAllStored();
        reader.assertMonotonic();
      }
      assertThat(world.proxy.refused()).as("older writes").isGreaterThan(refused);
    }
  }
}
