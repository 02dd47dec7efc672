package ai.warehouse.status.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * The last record emitted for each key. Each must differ visibly from the one before it, and be of
 * a later revision; a count must not fall.
 */
public final class EmittedTables {
  private final Map<BuildKey, Status> statuses = new HashMap<>();
  private final Map<PackageKey, StatusHead> heads = new HashMap<>();
  private final Map<BuildKey, StatusCounter> counters = new HashMap<>();

  /** Adds a status. */
  public void add(Status status) {
    Status last = statuses.put(status.key(), status);
    check(last, status, Status::revision, Revisions::without);
  }

  /** Adds a head. */
  public void add(StatusHead head) {
    StatusHead last = heads.put(head.key(), head);
    check(last, head, StatusHead::revision, Revisions::without);
  }

  /** Adds a counter. */
  public void add(StatusCounter counter) {
    StatusCounter last = counters.put(counter.key(), counter);
    check(last, counter, StatusCounter::revision, Revisions::without);
    Check.that(
        counter.count() > (last == null ? 0 : last.count()),
        () -> "%s counts no more than %s".formatted(counter, last));
  }

  private static <T> void check(
      T last, T next, ToLongFunction<T> revision, UnaryOperator<T> withoutRevision) {
    Check.that(
        revision.applyAsLong(next) > (last == null ? 0 : revision.applyAsLong(last)),
        () -> "the revision of %s is no larger than that of %s".formatted(next, last));
    Check.that(
        last == null || !withoutRevision.apply(next).equals(withoutRevision.apply(last)),
        () -> "%s looks like %s".formatted(next, last));
  }

  /** Returns the last status of a build; null if none was emitted. */
  Status status(BuildKey key) {
    return statuses.get(key);
  }

  /** Returns the last head of a package; null if none was emitted. */
  StatusHead head(PackageKey key) {
    return heads.get(key);
  }

  /** Returns the last counter of a build; null if none was emitted. */
  StatusCounter counter(BuildKey key) {
    return counters.get(key);
  }

  /** Fails unless these are the tables that they should be. */
  public void assertEqualTo(ReferenceTables reference) {
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
