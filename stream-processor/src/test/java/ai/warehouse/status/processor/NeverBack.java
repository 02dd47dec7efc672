package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.processor.DerivedTable.Write;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that what the tables took never made an item older (SPEC §4). */
final class NeverBack {
  private NeverBack() {}

  /**
   * Checks all that can be told from outside.
   *
   * @param exactlyOnce whether that is the processing guarantee
   * @param log null if events lay in other partitions than those of their packages
   */
  static void assertAll(DerivedTables tables, boolean exactlyOnce, LogPrefixes log) {
    assertInAnyOrder(tables);
    if (exactlyOnce) {
      assertRevisionsGrow(tables);
    }
    if (log != null && exactlyOnce) {
      assertRevisionsArePlaces(tables, log);
    } else if (log != null) {
      assertFollowsLog(tables, log);
    }
  }

  /** What holds whatever the order in which events are folded, as long as the state is kept. */
  private static void assertInAnyOrder(DerivedTables tables) {
    tables.all().forEach(NeverBack::assertOneValueForARevision);
    for (Write<BuildKey, StatusCounter> write : accepted(tables.counters())) {
      assertThat(write.value().count())
          .as("count that replaces %s", write.before())
          .isGreaterThanOrEqualTo(write.before() == null ? 0 : write.before().count());
    }
    for (Write<BuildKey, Status> write : accepted(tables.statuses())) {
      if (write.before() != null) {
        assertThat(write.value().createdAt())
            .as("beginning of the build that replaces %s", write.before())
            .isBeforeOrEqualTo(write.before().createdAt());
      }
    }
  }

  private static <K, V> void assertOneValueForARevision(DerivedTable<K, V> table) {
    for (Write<K, V> write : accepted(table)) {
      if (write.revision() == write.revisionBefore()) {
        assertThat(write.value())
            .as("%s of %s, revision %d again", table.topic(), write.key(), write.revision())
            .isEqualTo(write.before());
      }
    }
  }

  /** Each record is written once, after all that are older. */
  private static void assertRevisionsGrow(DerivedTables tables) {
    for (DerivedTable<?, ?> table : tables.all()) {
      for (Write<?, ?> write : table.writes()) {
        assertThat(write.revision())
            .as("revision on %s that replaces %s", table.topic(), write)
            .isGreaterThan(write.revisionBefore());
      }
    }
  }

  /** Each record, taken or not, tells what the log told up to the place that is its revision. */
  private static void assertRevisionsArePlaces(DerivedTables tables, LogPrefixes log) {
    assertRevisionsArePlaces(tables.statuses(), log);
    assertRevisionsArePlaces(tables.heads(), log);
  }

  // A counter's revision is its count.
  private static <K, V> void assertRevisionsArePlaces(DerivedTable<K, V> table, LogPrefixes log) {
    for (Write<K, V> write : table.writes()) {
      int events = log.eventsBefore(table.packageOf(write.key()), write.revision());
      assertThat(write.value())
          .as("%s of %s, revision %d", table.topic(), write.key(), write.revision())
          .isEqualTo(log.item(table, write.key(), events));
    }
  }

  /** Each record that a table took tells what the log told at some place, each a later or same. */
  private static void assertFollowsLog(DerivedTables tables, LogPrefixes log) {
    tables.all().forEach(table -> assertFollowsLog(table, log));
  }

  // Finds the earliest place for each in turn: if these are not in order, no places are.
  private static <K, V> void assertFollowsLog(DerivedTable<K, V> table, LogPrefixes log) {
    Map<K, Integer> reached = new HashMap<>();
    for (Write<K, V> write : accepted(table)) {
      int events = reached.getOrDefault(write.key(), 0);
      while (!write.value().equals(log.item(table, write.key(), events))) {
        events++;
        assertThat(events)
            .as("place on the log, after what was taken before, of %s", write)
            .isLessThanOrEqualTo(log.events(table.packageOf(write.key())));
      }
      reached.put(write.key(), events);
    }
  }

  private static <K, V> List<Write<K, V>> accepted(DerivedTable<K, V> table) {
    return table.writes().stream().filter(Write::accepted).toList();
  }
}
