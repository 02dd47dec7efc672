package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Makes queues of all tables, with one backoff and one state of retries. */
public final class Queues {
  /** How many refusals in a row close a table's gate. */
  public static final int MAX_REFUSALS = TableGate.MAX_REFUSALS;

  /** The state of all retries. */
  public final RetryState state;

  private final BackoffStrategy backoff = backoff();
  private final LongSupplier nanoTime;

  /** Makes queues by that clock, which began at {@link Samples#NOW} with zero. */
  public Queues(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    InstantSource clock = () -> Samples.NOW.plusNanos(nanoTime.getAsLong());
    state = new RetryState(clock);
  }

  /**
   * The delays of {@link BackoffStrategy#exponentialDelay} from 50 ms to 10 s, the same each time.
   */
  public static BackoffStrategy backoff() {
    Random random = new Random(1);
    return attempt ->
        Duration.ofMillis(random.nextInt(Math.min(10_000, 50 << Math.min(attempt - 2, 8))));
  }

  EventQueue events(Duration linger) {
    return new EventQueue(
        Samples.TABLES.statusEvent(), linger, backoff, state, nanoTime.getAsLong());
  }

  SnapshotQueue snapshots(String table, Duration linger) {
    return new SnapshotQueue(table, linger, backoff, state);
  }

  TableGate gate(String table) {
    return new TableGate(table, backoff, state);
  }

  /** Makes a buffer with a queue for each table. */
  public WriteBuffer buffer(Duration linger, int concurrency, long maxBytes) {
    return new WriteBuffer(
        events(linger),
        List.of(
            snapshots(Samples.TABLES.status(), linger),
            snapshots(Samples.TABLES.statusHead(), linger),
            snapshots(Samples.TABLES.statusCounter(), linger)),
        concurrency,
        maxBytes);
  }
}
