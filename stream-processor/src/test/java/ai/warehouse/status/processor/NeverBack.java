package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.processor.DerivedTable.Write;

/** Checks that what the tables took never made an item older (SPEC §4). */
final class NeverBack {
  private NeverBack() {}

  /**
   * Checks all that can be told from outside.
   *
   * @param log null if events lay in other partitions than those of their packages
   */
  static void assertAll(DerivedTables tables, LogPrefixes log) {
    assertInAnyOrder(tables);
    assertRevisionsGrow(tables);
    if (log != null) {
      tables.all().forEach(table -> assertRevisionsArePlaces(table, log));
    }
  }

  /** What holds whatever the order in which events are folded, as long as the state is kept. */
  private static void assertInAnyOrder(DerivedTables tables) {
    for (Write<BuildKey, StatusCounter> write : tables.counters().writes()) {
      assertThat(write.value().count())
          .as("count that replaces %s", write.before())
          .isGreaterThanOrEqualTo(write.before() == null ? 0 : write.before().count());
    }
    for (Write<BuildKey, Status> write : tables.statuses().writes()) {
      if (write.before() != null) {
        assertThat(write.value().createdAt())
            .as("beginning of the build that replaces %s", write.before())
            .isBeforeOrEqualTo(write.before().createdAt());
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

  // Each record tells what the log told up to the place that is its revision.
  private static <K, V> void assertRevisionsArePlaces(DerivedTable<K, V> table, LogPrefixes log) {
    for (Write<K, V> write : table.writes()) {
      int events = log.eventsBefore(table.packageOf(write.key()), write.revision());
      assertThat(write.value())
          .as("%s of %s, revision %d", table.topic(), write.key(), write.revision())
          .isEqualTo(log.item(table, write.key(), events));
    }
  }
}
