package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several processors that share the partitions and take them over from one another. */
class ProcessorInstancesIT {
  private static final int HISTORIES = 60;
  private static final int SOME_CHANGES = 60;

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @ParameterizedTest
  @CsvSource({"exactly_once_v2, 21"})
  void shouldHoldTheRightTablesWhileProcessorsComeAndGo(String guarantee, long seed) {
    Map<String, String> settings = settings(guarantee);
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(seed, HISTORIES), 4);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      fleet.start("first", settings);
      log.publishInPlace(parts.get(0));
      fleet.awaitMoreChanges(SOME_CHANGES);
      log.publishInPlace(parts.get(1));
      ChildProcessor second = fleet.start("second", settings);
      fleet.awaitProcessors(2);
      log.publishInPlace(parts.get(2));
      fleet.start("third", settings);
      fleet.awaitProcessors(3);
      log.publishInPlace(parts.get(3));
      fleet.awaitMoreChanges(SOME_CHANGES);
      second.stop();
      fleet.awaitProcessors(2);

      new Survival(guarantee, true).verify(fleet, log, tables);
      assertThat(fleet.rebalances()).as("rebalances for 3 that came, 1 that went").isGreaterThan(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"exactly_once_v2, 23", "at_least_once, 24"})
  void shouldHoldTheRightTablesWhenOneOfSeveralIsKilled(String guarantee, long seed) {
    Map<String, String> settings = settings(guarantee);
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(seed, HISTORIES), 3);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      ChildProcessor first = fleet.start("first", settings);
      fleet.start("second", settings);
      ChildProcessor third = fleet.start("third", settings);
      fleet.awaitProcessors(3);
      log.publishInPlace(parts.get(0));
      fleet.awaitMoreChanges(SOME_CHANGES);
      third.kill();
      log.publishInPlace(parts.get(1));
      fleet.awaitMoreChanges(SOME_CHANGES);
      first.kill();
      fleet.start("first", settings);
      log.publishInPlace(parts.get(2));

      new Survival(guarantee, true).verify(fleet, log, tables);
      assertThat(fleet.rebalances()).as("rebalances, at least one a kill").isGreaterThan(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"exactly_once_v2, 25"})
  void shouldTakeOverFromAStandby(String guarantee, long seed) {
    Map<String, String> settings = new HashMap<>(settings(guarantee));
    settings.put("kafka.num.standby.replicas", "1");
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(seed, HISTORIES), 3);
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

      new Survival(guarantee, true).verify(fleet, log, tables);
      assertThat(second.restoredRecords())
          .as("records to restore where a standby was up to date")
          .isLessThan(fleet.changelogRecords() / 2);
    }
  }

  // As small batches are sent in many requests, a kill comes between changes to different stores.
  private static Map<String, String> settings(String guarantee) {
    return Map.of(
        ProcessorSettings.PROCESSING_GUARANTEE, guarantee, "kafka.producer.batch.size", "300");
  }
}
