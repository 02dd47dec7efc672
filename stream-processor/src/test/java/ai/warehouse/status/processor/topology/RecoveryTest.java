package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a task starts that a crash may have stopped while it wrote without transactions. */
class RecoveryTest {
  private static final Duration A_WHILE = Duration.ofSeconds(1);
  private static final Duration UNTIL_SURE = Duration.ofSeconds(10);

  @TempDir private Path stateDir;
  private List<StatusEvent> events;

  @BeforeEach
  void deliver() {
    List<StatusEvent> all =
        LongStream.range(1, 20)
            .boxed()
            .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
            .toList();
    events = RandomHistories.deliver(all, new Random(1));
  }

  @Test
  void shouldPublishNothingUntilItHasCaughtUp() {
    try (TopologyHarness topology = start(events.size())) {
      publish(topology, events.subList(0, events.size() - 1));
      topology.advance(A_WHILE);
      assertThat(topology.statuses()).isEmpty();
      assertThat(topology.heads()).isEmpty();
      assertThat(topology.counters()).isEmpty();

      publish(topology, events.subList(events.size() - 1, events.size()));
      topology.advance(A_WHILE);

      topology.tables().assertEqualTo(ReferenceTables.of(events));
    }
  }

  @Test
  void shouldGoOnAsUsualAfterwards() {
    int half = events.size() / 2;
    try (TopologyHarness topology = start(half)) {
      publish(topology, events);
      topology.advance(A_WHILE);

      topology.tables().assertEqualTo(ReferenceTables.of(events));
    }
  }

  @Test
  void shouldNotWaitForRecordsThatDoNotCome() {
    try (TopologyHarness topology = start(events.size() + 1)) {
      publish(topology, events);
      topology.advance(UNTIL_SURE);
      topology.advance(UNTIL_SURE);

      topology.tables().assertEqualTo(ReferenceTables.of(events));
    }
  }

  @Test
  void shouldAskForNoBacklogWhereAllIsWrittenInTransactions() {
    Backlog.Reader none =
        partition -> {
          throw new AssertionError("asked");
        };
    try (TopologyHarness topology =
        new TopologyHarness(1, stateDir, StreamsConfig.EXACTLY_ONCE_V2, none)) {
      publish(topology, events);

      topology.tables().assertEqualTo(ReferenceTables.of(events));
    }
  }

  private TopologyHarness start(long end) {
    Backlog backlog = new Backlog(0, Map.of(TopologyHarness.TOPICS.statusEvents().name(), end));
    return new TopologyHarness(1, stateDir, StreamsConfig.AT_LEAST_ONCE, partition -> backlog);
  }

  private static void publish(TopologyHarness topology, List<StatusEvent> events) {
    events.forEach(topology::publish);
  }
}
