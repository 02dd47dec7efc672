package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.RecordPosition;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers the changes of a task by how far it has come in the event log (SPEC §4): by the sum of
 * the offsets that it has reached in each partition from which it gets events, its own and those
 * where misplaced ones lay.
 *
 * <p>All is in the store and nothing in memory, as two processors of a task advance it. Beside the
 * offset of each partition the store has their sum, under the name of the log; so a task also knows
 * from which log its state was folded.
 */
public final class RevisionClock {
  private static final char SEPARATOR = '/'; // is in no topic's name

  private final KeyValueStore<String, Long> offsets;

  /** Finds the store of {@link StateStores} in a task. */
  public RevisionClock(ProcessingContext context) {
    offsets = context.getStateStore(StateStores.LOG_OFFSETS);
  }

  /** Returns the name of the event log that the task's state was folded from; null for none yet. */
  public String log() {
    try (KeyValueIterator<String, Long> all = offsets.all()) {
      return all.hasNext() ? all.next().key : null; // the sum's, which is the first
    }
  }

  /**
   * Goes on to an event and returns the revision of what it changes: larger than all before, unless
   * the event was read before.
   */
  public long advance(RecordPosition event) {
    String log = event.topic();
    String partition = log + SEPARATOR + event.partition();
    long reached = event.offset() + 1;
    long known = known(partition);
    long sum = known(log);
    if (reached <= known) {
      return sum;
    }
    offsets.put(partition, reached);
    offsets.put(log, sum + reached - known);
    return sum + reached - known;
  }

  private long known(String key) {
    return Objects.requireNonNullElse(offsets.get(key), 0L);
  }
}
