package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.RecordPosition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Numbers the changes of a task by how far it has come in the event log (SPEC §4): by the sum of
 * the offsets that it has reached in each partition from which it gets events, its own and those
 * where misplaced ones lay.
 *
 * <p>Reached is what was stored, never more, so that a restart makes no difference. The rows are
 * named after the log; so a task also knows from which log its state was folded.
 */
public final class RevisionClock {
  private static final char SEPARATOR = '/'; // is in no topic's name

  private final KeyValueStore<String, Long> store;
  private final Map<Integer, Long> reached = new HashMap<>(); // by partition, as in the store
  private String log;
  private long sum;

  /** Finds the store of {@link StateStores} in a task. */
  public RevisionClock(ProcessingContext context) {
    store = context.getStateStore(StateStores.LOG_OFFSETS);
    try (KeyValueIterator<String, Long> rows = store.all()) {
      rows.forEachRemaining(this::load);
    }
    if (log != null) {
      store.delete(log); // the sum, which earlier versions stored: they must not go on with it
    }
  }

  private void load(KeyValue<String, Long> row) {
    int separator = row.key.indexOf(SEPARATOR);
    if (separator < 0) {
      return;
    }
    log = row.key.substring(0, separator);
    reached.put(Integer.valueOf(row.key.substring(separator + 1)), row.value);
    sum += row.value;
  }

  /** Returns the name of the event log that the task's state was folded from; null for none yet. */
  public String log() {
    return log;
  }

  /**
   * Returns the revision of what an event changes: larger than that of all changes before, unless
   * the event was read before.
   */
  public long revision(RecordPosition event) {
    return sum + Math.max(0, event.offset() + 1 - known(event));
  }

  /** Goes on to an event: to each that has changed something, and to each misplaced one. */
  public void advance(RecordPosition event) {
    long offset = event.offset() + 1;
    long known = known(event);
    if (offset > known) {
      store.put(event.topic() + SEPARATOR + event.partition(), offset);
      reached.put(event.partition(), offset);
      sum += offset - known;
    }
  }

  private long known(RecordPosition event) {
    return reached.getOrDefault(event.partition(), 0L);
  }
}
