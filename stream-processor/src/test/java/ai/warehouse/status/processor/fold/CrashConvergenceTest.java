package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The same property where nothing is written in transactions: crashes leave of each key an older or
 * a newer state, and of each topic the beginning.
 */
class CrashConvergenceTest {
  private static final long FIRST_SEED = 20_261_124;
  private static final int HISTORIES = 6_000;

  @Test
  void shouldReachTheSameTablesOverCrashesAndNeverGoBack() {
    Seeds.forEach(FIRST_SEED, HISTORIES, CrashConvergenceTest::foldOverCrashes);
  }

  private static void foldOverCrashes(long seed) {
    List<StatusEvent> events = RandomHistories.create(seed, "");
    Random random = new Random(seed);
    CrashingTask task = new CrashingTask(RandomHistories.deliver(events, random), random);

    task.run();

    task.tables().assertEqualTo(ReferenceTables.of(events));
  }
}
