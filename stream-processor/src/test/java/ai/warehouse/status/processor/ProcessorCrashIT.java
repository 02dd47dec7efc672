package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A processor that is killed again and again in the middle of its work. */
class ProcessorCrashIT {
  private static final int HISTORIES = 100;
  private static final int GARBAGE_EACH_TIME = 10;

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @ParameterizedTest
  @CsvSource({
    "exactly_once_v2, true, 5, 1",
    "exactly_once_v2, false, 3, 2",
    "at_least_once, true, 5, 3",
    "at_least_once, false, 4, 4"
  })
  void shouldHoldTheRightTablesAfterKills(String guarantee, boolean inPlace, int kills, long seed) {
    Random random = new Random(seed);
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(seed, HISTORIES), kills + 1);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      for (int kill = 0; kill < kills; kill++) {
        List<StatusEvent> part = parts.get(kill);
        ChildProcessor processor = fleet.start("only", settings(guarantee, random));
        log.publishGarbage(GARBAGE_EACH_TIME);
        log.publish(part, inPlace, random);
        fleet.awaitMoreChanges(1 + random.nextInt(part.size()));
        processor.kill();
        assertThat(fleet.lag()).as("events left").isPositive();
        if (random.nextInt(3) == 0) {
          fleet.deleteState("only");
        }
      }
      log.publish(parts.get(kills), inPlace, random);
      fleet.start("only", settings(guarantee, random));

      new Survival(guarantee, inPlace).verify(fleet, log, tables);
      assertThat(fleet.rebalances()).isGreaterThan(kills);
    }
  }

  private static Map<String, String> settings(String guarantee, Random random) {
    return Map.of(
        ProcessorSettings.PROCESSING_GUARANTEE,
        guarantee,
        ProcessorSettings.COMMIT_INTERVAL_MS,
        "20",
        // Without a cache each change is on its way to the broker at once, else at the next commit.
        "kafka.statestore.cache.max.bytes",
        random.nextBoolean() ? "0" : "10485760");
  }
}
