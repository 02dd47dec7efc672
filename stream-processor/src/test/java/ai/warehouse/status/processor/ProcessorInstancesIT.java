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

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @Test
  void shouldHoldTheRightTablesWhileProcessorsComeAndGo() {
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(21, HISTORIES), 5);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      fleet.start("first", Map.of());
      log.publishInPlace(parts.get(0));
      fleet.awaitMoreChanges(SOME_CHANGES);
      log.publishInPlace(parts.get(1));
      ChildProcessor second = fleet.start("second", Map.of());
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(2));
      ChildProcessor third = fleet.start("third", Map.of());
      fleet.awaitProcessors(3);
      log.publishInPlace(parts.get(3));
      fleet.awaitMoreChanges(SOME_CHANGES);
      third.kill();
      log.publishInPlace(parts.get(4));
      fleet.awaitMoreChanges(SOME_CHANGES);
      second.stop();
      fleet.awaitProcessors(1);

      Survival.verify(fleet, log, tables, true);
      assertThat(fleet.rebalances()).as("rebalances for 3 that came, 2 that went").isGreaterThan(4);
    }
  }

  @Test
  void shouldTakeOverFromAStandby() {
    Map<String, String> settings = Map.of("kafka.num.standby.replicas", "1");
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(25, HISTORIES), 3);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      ChildProcessor first = fleet.start("first", settings);
      ChildProcessor second = fleet.start("second", settings);
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(0));
      tables.await(ReferenceTables.of(log.events()));
      log.publishInPlace(parts.get(1));
      fleet.awaitMoreChanges(SOME_CHANGES);
      first.kill();
      log.publishInPlace(parts.get(2));
      fleet.awaitProcessors(1);

      Survival.verify(fleet, log, tables, true);
      assertThat(second.restoredRecords())
          .as("records to restore where a standby was up to date")
          .isLessThan(fleet.changelogRecords() / 2);
    }
  }
}
