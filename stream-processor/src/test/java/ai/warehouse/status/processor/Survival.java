package ai.warehouse.status.processor;

import ai.warehouse.status.testing.reference.ReferenceTables;

/** What must hold after all that has happened to the processors. */
final class Survival {
  private Survival() {}

  /**
   * Waits for the right tables, and checks that none ever went back on the way there.
   *
   * @param inPlace whether all events lie in the partitions of their packages
   */
  static void verify(ProcessorFleet fleet, EventLog log, DerivedTables tables, boolean inPlace) {
    ReferenceTables expected = ReferenceTables.of(log.events());
    tables.await(expected);
    fleet.awaitDeadLetters(log.garbage());
    fleet.stopAll();
    tables.catchUp();
    tables.assertEqualTo(expected);
    NeverBack.assertAll(tables, inPlace ? new LogPrefixes(log.entries()) : null);
    System.out.printf(
        "%s: %d events, %d kills, %d rebalances; %d items right after %d writes%n",
        inPlace ? "in place" : "misplaced",
        log.events().size(),
        fleet.kills(),
        fleet.rebalances(),
        tables.all().stream().mapToInt(table -> table.items().size()).sum(),
        tables.all().stream().mapToInt(table -> table.writes().size()).sum());
  }
}
