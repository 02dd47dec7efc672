package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Pace;
import ai.warehouse.status.benchmark.Workload;
import java.util.concurrent.CompletableFuture;

/** Events that keep coming, whatever becomes of the processor. */
final class Flow implements AutoCloseable {
  private static final int BUILDS = 100;

  private final CompletableFuture<Void> end;
  private volatile boolean stopping;

  /**
   * Begins.
   *
   * @param rate events a second
   * @param seed what they are made up from
   */
  Flow(EventLog log, int rate, long seed) {
    Workload workload = new Workload(BUILDS, Workload.LOCALES, seed);
    Pace pace = new Pace(rate);
    end =
        CompletableFuture.runAsync(
            () -> {
              while (!stopping) {
                pace.awaitNext();
                log.send(workload.next());
              }
            });
  }

  /** Throws if they don't keep coming. */
  void checkFlowing() {
    end.getNow(null);
  }

  /** Ends it; throws if it has ended before. */
  @Override
  public void close() {
    stopping = true;
    end.join();
  }
}
