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
  private static final int HISTORIES = 30;
  private static final int GARBAGE_EACH_TIME = 10;

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  @ParameterizedTest
  @CsvSource({"true, 2, 1", "false, 1, 2"})
  void shouldHoldTheRightTablesAfterKills(boolean inPlace, int kills, long seed) {
    Random random = new Random(seed);
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(seed, HISTORIES), kills + 1);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      for (int kill = 0; kill < kills; kill++) {
        log.publishGarbage(GARBAGE_EACH_TIME);
        ChildProcessor processor = fleet.start("only", settings(random));
        List<StatusEvent> part = parts.get(kill);
        work(kill, processor, () -> log.publish(part, inPlace, random), random, part.size());
        processor.kill();
        if (random.nextInt(3) == 0) {
          fleet.deleteState("only");
        }
      }
      log.publish(parts.get(kills), inPlace, random);
      fleet.start("only", settings(random));

      Survival.verify(fleet, log, tables, inPlace);
      assertThat(fleet.rebalances()).isGreaterThan(kills);
    }
  }

  /** Publishes, and waits for a moment in the middle of a kind of work, each time of another. */
  private void work(
      int kill, ChildProcessor processor, Runnable publish, Random random, int events) {
    int writes = 1 + random.nextInt(events / 2);
    switch (kill % 3) {
      case 0 -> { // on what it finds when it starts
        publish.run();
        fleet.awaitMoreWrites(writes);
      }
      case 1 -> { // on what comes
        processor.awaitRunning();
        publish.run();
        fleet.awaitMoreWrites(writes);
      }
      default -> { // as it publishes
        publish.run();
        fleet.awaitMoreChanges(writes);
      }
    }
  }

  // Small batches are sent in many requests, so that a kill comes between the changes to one store
  // and those to another. By default all goes to the one broker in one request, and arrives or not.
  private static Map<String, String> settings(Random random) {
    return Map.of(
        ProcessorSettings.COMMIT_INTERVAL_MS,
        random.nextBoolean() ? "20" : "200",
        "kafka.producer.batch.size",
        random.nextInt(3) > 0 ? "300" : "16384",
        "kafka.producer.linger.ms",
        random.nextBoolean() ? "0" : "100",
        // Without a cache each change is on its way to the broker at once, else at the next commit.
        "kafka.statestore.cache.max.bytes",
        random.nextBoolean() ? "0" : "10485760");
  }
}
