package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.RecordPosition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers the changes of a task by how far it has come in the event log, so that reading the log
 * again gives the same numbers, and whatever comes after it larger ones.
 *
 * <p>The number is the sum of the task's positions in all partitions that its events come from: its
 * own, and those where misplaced ones lay.
 */
public final class LogClock {
  private final KeyValueStore<Integer, Long> stored;
  private final Map<Integer, Long> positions = new HashMap<>();
  private long sum;

  /** Goes on where the task's state is. */
  public LogClock(ProcessingContext context) {
    stored = context.getStateStore(StateStores.LOG_POSITIONS);
    try (KeyValueIterator<Integer, Long> all = stored.all()) {
      while (all.hasNext()) {
        KeyValue<Integer, Long> next = all.next();
        advance(next.key, next.value);
      }
    }
  }

  /** Returns the number for what the event changes that lay there. */
  public long tick(RecordPosition event) {
    int partition = event.partition();
    if (advance(partition, event.offset() + 1)) {
      stored.put(partition, positions.get(partition));
    }
    return sum;
  }

  private boolean advance(int partition, long position) {
    long known = positions.getOrDefault(partition, 0L);
    if (position <= known) {
      return false;
    }
    positions.put(partition, position);
    sum += position - known;
    return true;
  }
}
