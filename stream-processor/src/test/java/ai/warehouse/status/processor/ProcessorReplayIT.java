package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.DerivedTable.Write;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.tools.StreamsResetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A processor that has lost its state, from the local disk or everywhere. */
class ProcessorReplayIT {
  private static final int HISTORIES = 20;

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @Test
  void shouldHoldTheRightTablesWhenItsStateIsGone() {
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(11, HISTORIES), 2);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      log.publishInPlace(parts.get(0));
      fleet.runUntilUpToDate(log, tables);
      fleet.deleteState("only");
      log.publishInPlace(parts.get(1));
      fleet.runUntilUpToDate(log, tables);
      NeverBack.assertAll(tables, new LogPrefixes(log.entries()));

      List<Integer> writes = tables.all().stream().map(table -> table.writes().size()).toList();
      reset();
      Set<PackageKey> last = log.publishLast();
      fleet.runUntilUpToDate(log, tables);

      for (int i = 0; i < writes.size(); i++) {
        assertStays(tables.all().get(i), writes.get(i), last);
        assertRepeats(tables.all().get(i), writes.get(i), last);
      }
      fleet.awaitDeadLetters(List.of());
    }
  }

  private void reset() {
    int exit =
        new StreamsResetter()
            .execute(
                new String[] {
                  "--bootstrap-server",
                  fleet.bootstrapServers(),
                  "--application-id",
                  ProcessorFleet.APPLICATION_ID,
                  "--input-topics",
                  ProcessorFleet.TOPICS.statusEvents().name(),
                  "--force"
                });
    assertThat(exit).isZero();
    fleet.deleteState("only");
  }

  /** Nothing is written over with anything else. */
  private static <K, V> void assertStays(
      DerivedTable<K, V> table, int firstWrites, Set<PackageKey> except) {
    assertThat(again(table, firstWrites, except))
        .filteredOn(Write::accepted)
        .isNotEmpty()
        .allSatisfy(write -> assertThat(write.value()).isEqualTo(write.before()));
  }

  /** Each item is written as it was the first time: the same values, revisions and order. */
  private static <K, V> void assertRepeats(
      DerivedTable<K, V> table, int firstWrites, Set<PackageKey> except) {
    assertThat(byKey(again(table, firstWrites, except)))
        .isEqualTo(byKey(table.writes().subList(0, firstWrites)));
  }

  private static <K, V> List<Write<K, V>> again(
      DerivedTable<K, V> table, int firstWrites, Set<PackageKey> except) {
    return table.writes().subList(firstWrites, table.writes().size()).stream()
        .filter(write -> !except.contains(table.packageOf(write.key())))
        .toList();
  }

  private record Revised<V>(V value, long revision) {}

  private static <K, V> Map<K, List<Revised<V>>> byKey(List<Write<K, V>> writes) {
    return writes.stream()
        .collect(
            Collectors.groupingBy(
                Write::key,
                Collectors.mapping(
                    write -> new Revised<>(write.value(), write.revision()), Collectors.toList())));
  }
}
