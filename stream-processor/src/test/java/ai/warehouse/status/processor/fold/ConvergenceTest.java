package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The one property everything else serves: the tables are a function of the set of events. */
class ConvergenceTest {
  private static final long FIRST_SEED = 20_261_123;
  private static final int HISTORIES = 1_500;
  private static final int STEPWISE_HISTORIES = 100;
  private static final int ORDERS = 3;

  @Test
  void shouldReachTheSameTablesInAnyOrder() {
    Seeds.forEach(FIRST_SEED, HISTORIES, ConvergenceTest::foldInSeveralOrders);
  }

  @Test
  void shouldHoldTheRightTablesAfterEachEvent() {
    Seeds.forEach(FIRST_SEED, STEPWISE_HISTORIES, ConvergenceTest::foldStepByStep);
  }

  private static void foldInSeveralOrders(long seed) {
    List<StatusEvent> events = RandomHistories.create(seed, "");
    ReferenceTables reference = ReferenceTables.of(events);
    Random random = new Random(seed);
    for (int order = 0; order < ORDERS; order++) {
      CheckedFold fold = new CheckedFold();
      fold.foldAll(RandomHistories.deliver(events, random));
      fold.tables().assertEqualTo(reference);
    }
  }

  private static void foldStepByStep(long seed) {
    List<StatusEvent> events = RandomHistories.create(seed, "");
    CheckedFold fold = new CheckedFold();
    List<StatusEvent> soFar = new ArrayList<>();
    for (StatusEvent event : RandomHistories.deliver(events, new Random(seed))) {
      fold.fold(event);
      soFar.add(event);
      fold.tables().assertEqualTo(ReferenceTables.of(soFar));
    }
  }
}
