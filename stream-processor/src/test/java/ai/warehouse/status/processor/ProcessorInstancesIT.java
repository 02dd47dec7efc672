package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several processors that share the partitions and take them over from one another. */
class ProcessorInstancesIT {
  private static final int HISTORIES = 30;
  private static final int SOME_CHANGES = 60;
  private static final Map<String, String> WITH_STANDBY = Map.of("kafka.num.standby.replicas", "1");

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @Test
  void shouldHoldTheRightTablesWhileProcessorsComeAreKilledAndGo() {
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(21, HISTORIES), 4);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      ChildProcessor first = fleet.start("first", WITH_STANDBY);
      ChildProcessor second = fleet.start("second", WITH_STANDBY);
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(0));
      tables.await(ReferenceTables.of(log.events()));

      log.publishInPlace(parts.get(1));
      fleet.awaitMoreChanges(SOME_CHANGES);
      first.kill();
      log.publishInPlace(parts.get(2));
      tables.await(ReferenceTables.of(log.events()));
      assertThat(second.restoredRecords())
          .as("records to restore where a standby was up to date")
          .isLessThan(fleet.changelogRecords() / 2);

      fleet.start("third", WITH_STANDBY);
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(3));
      fleet.awaitMoreChanges(SOME_CHANGES);
      second.stop();
      fleet.awaitProcessors(1);

      Survival.verify(fleet, log, tables, true);
      assertThat(fleet.rebalances()).as("rebalances for 3 that came, 2 that went").isGreaterThan(3);
    }
  }
}
