package ai.warehouse.status.sink;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;

/** Makes queues of all tables, with one back-off and one state of retries. */
final class Queues {
  final Meters meters = new Meters();
  final RetryState state;
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(50), Duration.ofSeconds(10), new Random(1));
  private final LongSupplier nanoTime;

  /** Makes queues by that clock, which began at {@link Samples#NOW} with zero. */
  Queues(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    InstantSource clock = () -> Samples.NOW.plusNanos(nanoTime.getAsLong());
    state = new RetryState(meters.metrics, clock);
  }

  EventQueue events(Duration linger) {
    String table = Samples.TABLES.statusEvent();
    return new EventQueue(gate(table), retries(table), linger, nanoTime.getAsLong());
  }

  SnapshotQueue snapshots(String table, Duration linger) {
    return new SnapshotQueue(gate(table), retries(table), linger);
  }

  TableGate gate(String table) {
    return new TableGate(table, backoff, state);
  }

  private <K> Retries<K> retries(String table) {
    return new Retries<>(table, backoff, state);
  }

  WriteBuffer buffer(Duration linger, long maxBytes) {
    return new WriteBuffer(
        write -> write.revision() == null ? events(linger) : snapshots(write.table(), linger),
        maxBytes);
  }
}
