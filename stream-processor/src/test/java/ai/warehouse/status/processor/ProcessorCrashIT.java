package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A processor that is killed in the middle of its work, and another that goes on. */
class ProcessorCrashIT {
  private static final int HISTORIES = 30;
  private static final int GARBAGE = 10;
  private static final long SEED = 2;

  // Small batches are sent in many requests, so that the kill comes between the changes to one
  // store
  // and those to another; and without a cache each change is on its way to the broker at once.
  private static final Map<String, String> IN_MANY_REQUESTS =
      Map.of(
          "kafka.producer.batch.size", "300",
          "kafka.producer.linger.ms", "0",
          "kafka.statestore.cache.max.bytes", "0");

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @Test
  void shouldHoldTheRightTablesAfterAKill() {
    Random random = new Random(SEED);
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(SEED, HISTORIES), 2);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      ChildProcessor processor = fleet.start("only", IN_MANY_REQUESTS);
      processor.awaitRunning();
      log.publishGarbage(GARBAGE);
      log.publishAnywhere(parts.get(0), random);
      fleet.awaitMoreWrites(parts.get(0).size() / 3);
      processor.kill();
      log.publishAnywhere(parts.get(1), random);
      ChildProcessor next = fleet.start("only", IN_MANY_REQUESTS);

      Survival.verify(fleet, log, tables, false);
      assertThat(next.log()).contains("The last process crashed").doesNotContain("corrupted");
      assertThat(fleet.rebalances()).isGreaterThan(1);
    }
  }
}
