package ai.warehouse.status.processor.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Complete builds by the time of their last change, so that those long quiet are found first. */
final class QuietBuilds {
  private static final byte[] NOTHING = new byte[0]; // an entry is all in its key

  private final KeyValueStore<String, byte[]> stored;

  QuietBuilds(ProcessingContext context) {
    stored = context.getStateStore(StateStores.QUIET_BUILDS);
  }

  void add(QuietBuild build) {
    stored.put(StateKeys.quiet(build), NOTHING);
  }

  void remove(QuietBuild build) {
    stored.delete(StateKeys.quiet(build));
  }

  /** Returns some of those from before a time, the oldest first. */
  List<QuietBuild> before(Instant time, int most) {
    List<QuietBuild> found = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = stored.range(null, StateKeys.quiet(time))) {
      while (all.hasNext() && found.size() < most) {
        found.add(StateKeys.quiet(all.next().key));
      }
    }
    return found;
  }
}
