package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.PackageKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The packages of whose state a crash may have left one half, each with the time of the earliest
 * build concerned; kept in the state, so that a second crash loses none.
 */
public final class Unsettled {
  // No package has this key. It says that stores and topics may have been written apart.
  private static final String MARKER = "";
  private static final Entry MARK = new Entry(Instant.EPOCH, Entry.NOT_YET);

  private final KeyValueStore<String, Entry> stored;
  private final Map<PackageKey, Instant> packages = new LinkedHashMap<>();
  private final Map<PackageKey, Instant> settled = new LinkedHashMap<>();

  /**
   * What is stored of a package.
   *
   * @param from when the earliest build concerned began
   * @param settledBefore the offset of an event in the task's partition that came after that was
   *     made good, or {@link #NOT_YET}
   */
  record Entry(Instant from, long settledBefore) {
    static final long NOT_YET = Long.MAX_VALUE;
  }

  /** Finds the store in a task; {@link #load} must come next. */
  public Unsettled(ProcessingContext context) {
    stored = context.getStateStore(StateStores.UNSETTLED);
  }

  /** Returns whether the state may have been written without transactions. */
  public boolean marked() {
    return stored.get(MARKER) != null;
  }

  /**
   * Notes whether the state is written without transactions; also if that is noted already, as it
   * may be known from what was never committed.
   */
  public void mark(boolean withoutTransactions) {
    if (withoutTransactions || marked()) {
      stored.put(MARKER, withoutTransactions ? MARK : null);
    }
  }

  /**
   * Goes on where the task's state is.
   *
   * @param position from which the task reads its partition of {@code status-events}
   */
  public void load(long position) {
    try (KeyValueIterator<String, Entry> all = stored.all()) {
      while (all.hasNext()) {
        KeyValue<String, Entry> next = all.next();
        if (next.value.settledBefore() < position) {
          stored.delete(next.key);
        } else if (!next.key.equals(MARKER)) {
          add(PackageKey.parse(next.key), next.value.from());
        }
      }
    }
  }

  /** Adds a package, or an earlier time to one that is here. */
  public void add(PackageKey key, Instant from) {
    Instant known = packages.get(key);
    if (known == null || from.isBefore(known)) {
      packages.put(key, from);
      stored.put(key.toString(), new Entry(from, Entry.NOT_YET));
    }
  }

  /** Returns whether there is none. */
  public boolean isEmpty() {
    return packages.isEmpty();
  }

  /** Returns the one that has been here longest; null if there is none. */
  public PackageKey next() {
    return isEmpty() ? null : packages.keySet().iterator().next();
  }

  /** Takes a package away as made good; returns its time, null if it isn't here. */
  public Instant settle(PackageKey key) {
    Instant from = packages.remove(key);
    if (from != null) {
      settled.put(key, from);
    }
    return from;
  }

  /**
   * Notes the next event of the task's own partition after packages were settled: once that has
   * been committed, so has been what was published for them. Until then they are kept, and settled
   * again if the task starts anew.
   */
  public void confirm(long offset) {
    if (!settled.isEmpty()) {
      settled.forEach((key, from) -> stored.put(key.toString(), new Entry(from, offset)));
      settled.clear();
    }
  }
}
