package ai.warehouse.status.processor.topology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells when a task has read again whatever may have been read before a crash: all that its input
 * topics held when it started.
 */
final class CatchUp {
  private final Map<String, Long> ends;
  private final Set<String> seen = new HashSet<>();

  /** Begins before those ends, by topic. */
  CatchUp(Map<String, Long> ends) {
    this.ends = new HashMap<>(ends);
  }

  /** Notes a record that was read. */
  void passed(String topic, long offset) {
    seen.add(topic);
    ends.computeIfPresent(topic, (unused, end) -> offset + 1 < end ? end : null);
  }

  /**
   * Notes that some time has gone by: a topic of which nothing came meanwhile has nothing more
   * before its end. Its last records may be none of the fold's, or markers of transactions.
   */
  void pause() {
    ends.keySet().retainAll(seen);
    seen.clear();
  }

  boolean done() {
    return ends.isEmpty();
  }
}
