package ai.warehouse.status.processor;

import ai.warehouse.status.testing.reference.ReferenceTables;
import org.apache.kafka.streams.StreamsConfig;

/** What must hold after all that has happened to the processors. */
final class Survival {
  private final String guarantee;
  private final boolean inPlace;

  /**
   * Expects what can be expected.
   *
   * @param inPlace whether all events lie in the partitions of their packages
   */
  Survival(String guarantee, boolean inPlace) {
    this.guarantee = guarantee;
    this.inPlace = inPlace;
  }

  /** Waits for the right tables, and checks that none ever went back on the way there. */
  void verify(ProcessorFleet fleet, EventLog log, DerivedTables tables) {
    ReferenceTables expected = ReferenceTables.of(log.events());
    tables.await(expected);
    fleet.awaitDeadLetters(log.garbage(), exactlyOnce());
    fleet.stopAll();
    tables.catchUp();
    tables.assertEqualTo(expected);
    NeverBack.assertAll(tables, exactlyOnce(), inPlace ? new LogPrefixes(log.entries()) : null);
    System.out.printf(
        "%s, %s: %d events, %d kills, %d rebalances; %d items right after %d writes%n",
        guarantee,
        inPlace ? "in place" : "misplaced",
        log.events().size(),
        fleet.kills(),
        fleet.rebalances(),
        tables.all().stream().mapToInt(table -> table.items().size()).sum(),
        tables.all().stream().mapToInt(table -> table.writes().size()).sum());
  }

  private boolean exactlyOnce() {
    return guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2);
  }
}
