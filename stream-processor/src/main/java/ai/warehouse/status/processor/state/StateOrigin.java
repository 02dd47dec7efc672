package ai.warehouse.status.processor.state;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Notes in a task's state from which event log it was folded, as changelogs outlive all else that
 * tells whose they are: brokers forget the offsets of an idle group after seven days.
 */
public final class StateOrigin {
  // Before the positions of all packages, none of which has an empty name. Beside positions, as
  // earlier versions never read over the whole of that store.
  private static final String KEY = "!origin";

  private final KeyValueStore<String, byte[]> stored;
  private boolean marked;

  /** Finds the store in a task. */
  public StateOrigin(ProcessingContext context) {
    stored = context.getStateStore(StateStores.POSITIONS);
  }

  /** Returns the name of the event log; null where the state is new, or of an earlier version. */
  public String topic() {
    byte[] name = stored.get(KEY);
    return name == null ? null : new String(name, StandardCharsets.UTF_8);
  }

  /** Notes the name of the event log before the task's first change. */
  public void mark(String topic) {
    if (!marked) {
      stored.put(KEY, topic.getBytes(StandardCharsets.UTF_8));
      marked = true;
    }
  }
}
