package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.dynamodb.Tables;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Reads statuses, heads and counters again and again during a storm, as dashboards do, and finds
 * regressions: items that are gone or older than before (SPEC §4).
 */
public final class MonotonicReadsChecker implements AutoCloseable {
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final int PAUSE_FOR_EACH_READ = 4;
  private static final Duration BEGIN_TIMEOUT = Duration.ofMinutes(10);

  private final StoredItems stored;
  private final Thread thread = new Thread(this::read, "monotonic-reads-checker");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Regressions regressions = new Regressions();

  /**
   * The result of all reads.
   *
   * @param reads the number of times that all items were read
   * @param changes the number of items that differed from the read before
   * @param regressions a text for each item that regressed
   */
  public record Outcome(int reads, long changes, List<String> regressions) {}

  /** Starts reading, through a client that has no faults. */
  public MonotonicReadsChecker(DynamoDbAsyncClient client, Tables tables) {
    stored = new StoredItems(client, tables);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try {
      long pause = LEAST_PAUSE.toNanos();
      while (!stopping.await(pause, TimeUnit.NANOSECONDS)) {
        try {
          long start = System.nanoTime();
          compare();
          // However large the tables, reading takes only so much of the machine.
          pause =
              Math.max(LEAST_PAUSE.toNanos(), PAUSE_FOR_EACH_READ * (System.nanoTime() - start));
        } catch (CompletionException e) {
          // The database itself is paused: read again.
        }
      }
      compare();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare() {
    Map<Item.Id, Item> now = stored.changing();
    regressions.add(now);
    if (!now.isEmpty()) {
      begun.countDown();
    }
  }

  /**
   * Waits until the tables have items.
   *
   * @throws IllegalStateException if there are none after some minutes
   */
  public void awaitItems() throws InterruptedException {
    if (!begun.await(BEGIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nothing in the tables after " + BEGIN_TIMEOUT);
    }
  }

  /** Reads a last time, and returns the result. */
  public Outcome finish() throws InterruptedException {
    stopping.countDown();
    thread.join();
    return regressions.outcome();
  }

  /** Stops reading. */
  @Override
  public void close() {
    stopping.countDown();
    thread.interrupt();
  }
}
