package ai.warehouse.status.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * The tables as the sink writes them: a record that is older than what is there is refused (SPEC
 * §4). One that is taken must be what the log up to its revision says, so that no item goes back.
 */
final class NewestWinsTables {
  private final Map<BuildKey, Status> statuses = new HashMap<>();
  private final Map<PackageKey, StatusHead> heads = new HashMap<>();
  private final Map<BuildKey, StatusCounter> counters = new HashMap<>();
  private final Map<BuildKey, NavigableMap<Long, Status>> rightStatuses = new HashMap<>();
  private final Map<PackageKey, NavigableMap<Long, StatusHead>> rightHeads = new HashMap<>();

  /** Creates empty tables, for what is folded of that log; an event's revision is its number. */
  NewestWinsTables(List<StatusEvent> log) {
    InMemoryState state = new InMemoryState();
    long revision = 0;
    for (StatusEvent event : log) {
      revision++;
      FoldResult result = StatusFold.fold(state, event, revision);
      state.store(result);
      for (Status status : result.statuses()) {
        history(rightStatuses, status.key()).put(revision, status);
      }
      if (result.statusHead() != null) {
        history(rightHeads, result.statusHead().key()).put(revision, result.statusHead());
      }
    }
  }

  private static <K, V> NavigableMap<Long, V> history(Map<K, NavigableMap<Long, V>> all, K key) {
    return all.computeIfAbsent(key, unknown -> new TreeMap<>());
  }

  void write(Status status) {
    if (write(statuses, status.key(), status, Status::revision)) {
      Status right = rightStatuses.get(status.key()).floorEntry(status.revision()).getValue();
      assertThat(Revisions.without(status)).isEqualTo(Revisions.without(right));
    }
  }

  void write(StatusHead head) {
    if (write(heads, head.key(), head, StatusHead::revision)) {
      StatusHead right = rightHeads.get(head.key()).floorEntry(head.revision()).getValue();
      assertThat(Revisions.without(head)).isEqualTo(Revisions.without(right));
    }
  }

  void write(StatusCounter counter) {
    write(counters, counter.key(), counter, StatusCounter::revision);
  }

  private static <K, V> boolean write(Map<K, V> table, K key, V value, ToLongFunction<V> revision) {
    V stored = table.get(key);
    if (stored == null || revision.applyAsLong(stored) <= revision.applyAsLong(value)) {
      table.put(key, value);
      return true;
    }
    return false;
  }

  /** Fails unless these are the tables that they should be. */
  void assertEqualTo(ReferenceTables reference) {
    assertThat(withoutRevisions(statuses, Revisions::without)).isEqualTo(reference.statuses());
    assertThat(withoutRevisions(heads, Revisions::without)).isEqualTo(reference.heads());
    assertThat(withoutRevisions(counters, Revisions::without)).isEqualTo(reference.counters());
  }

  private static <K, V> Map<K, V> withoutRevisions(
      Map<K, V> table, UnaryOperator<V> withoutRevision) {
    Map<K, V> stripped = new HashMap<>(table);
    stripped.replaceAll((key, value) -> withoutRevision.apply(value));
    return stripped;
  }
}
