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
 * Reads statuses, heads and counters again and again while all is in turmoil, as dashboards do, and
 * notes each item that is gone, or whose {@code revision} or {@code count} is less than before.
 */
public final class NeverBackReader implements AutoCloseable {
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final int PAUSE_FOR_EACH_LOOK = 4;
  private static final Duration BEGIN_TIMEOUT = Duration.ofMinutes(10);

  private final StoredItems stored;
  private final Thread thread = new Thread(this::read, "never-back-reader");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Regressions regressions = new Regressions();

  /**
   * What was seen.
   *
   * @param looks how often all items were read
   * @param changes how many items had changed since the look before
   * @param setbacks a text for each that went back
   */
  public record Outcome(int looks, long changes, List<String> setbacks) {}

  /** Reads from now on, through a client that nothing is done to. */
  public NeverBackReader(DynamoDbAsyncClient client, Tables tables) {
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
          look();
          // However large the tables, reading takes only so much of the machine.
          pause =
              Math.max(LEAST_PAUSE.toNanos(), PAUSE_FOR_EACH_LOOK * (System.nanoTime() - start));
        } catch (CompletionException e) {
          // The database itself is paused: look again.
        }
      }
      look();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    Map<Item.Id, Item> now = stored.changing();
    regressions.look(now);
    if (!now.isEmpty()) {
      begun.countDown();
    }
  }

  /**
   * Waits until there is something in the tables.
   *
   * @throws IllegalStateException if there is nothing after some minutes
   */
  public void awaitChanges() throws InterruptedException {
    if (!begun.await(BEGIN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nothing in the tables after " + BEGIN_TIMEOUT);
    }
  }

  /** Looks a last time, and returns what was seen. */
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
