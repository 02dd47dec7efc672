package ai.warehouse.status.processor;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a sink makes of one of the three topics: a table in which a record replaces an item unless
 * that has a greater revision (SPEC §4).
 */
final class DerivedTable<K, V> {
  private final Topic<K, V> topic;
  private final Function<K, PackageKey> packageOf;
  private final ToLongFunction<V> revision;
  private final UnaryOperator<V> withoutRevision;
  private final Function<ReferenceTables, Map<K, V>> reference;
  private final List<Write<K, V>> writes = new ArrayList<>();
  private final Map<K, V> items = new HashMap<>();

  /**
   * An attempt to write an item.
   *
   * @param value without its revision
   * @param before what was there, without its revision; null if nothing was
   * @param revisionBefore that of the item that was there; -1 if none was
   */
  record Write<K, V>(K key, V value, long revision, V before, long revisionBefore) {
    /** Whether the table took it. */
    boolean accepted() {
      return revisionBefore <= revision;
    }
  }

  private DerivedTable(
      Topic<K, V> topic,
      Function<K, PackageKey> packageOf,
      ToLongFunction<V> revision,
      UnaryOperator<V> withoutRevision,
      Function<ReferenceTables, Map<K, V>> reference) {
    this.topic = topic;
    this.packageOf = packageOf;
    this.revision = revision;
    this.withoutRevision = withoutRevision;
    this.reference = reference;
  }

  static DerivedTable<BuildKey, Status> status(Topics topics) {
    return new DerivedTable<>(
        topics.status(),
        BuildKey::packageKey,
        Status::revision,
        Revisions::without,
        ReferenceTables::statuses);
  }

  static DerivedTable<PackageKey, StatusHead> head(Topics topics) {
    return new DerivedTable<>(
        topics.statusHead(),
        Function.identity(),
        StatusHead::revision,
        Revisions::without,
        ReferenceTables::heads);
  }

  static DerivedTable<BuildKey, StatusCounter> counter(Topics topics) {
    return new DerivedTable<>(
        topics.statusCounter(),
        BuildKey::packageKey,
        StatusCounter::revision,
        Revisions::without,
        ReferenceTables::counters);
  }

  String topic() {
    return topic.name();
  }

  /** Writes a record of the topic. */
  void write(ConsumerRecord<byte[], byte[]> written) {
    K key = topic.keySerde().deserializer().deserialize(topic.name(), written.key());
    V value = topic.valueSerde().deserializer().deserialize(topic.name(), written.value());
    V before = items.get(key);
    Write<K, V> write =
        new Write<>(
            key,
            withoutRevision.apply(value),
            revision.applyAsLong(value),
            before == null ? null : withoutRevision.apply(before),
            before == null ? -1 : revision.applyAsLong(before));
    writes.add(write);
    if (write.accepted()) {
      items.put(key, value);
    }
  }

  /** All attempts to write, in their order. */
  List<Write<K, V>> writes() {
    return List.copyOf(writes);
  }

  /** All that is in the table, without revisions. */
  Map<K, V> items() {
    Map<K, V> stripped = new HashMap<>(items);
    stripped.replaceAll((key, value) -> withoutRevision.apply(value));
    return stripped;
  }

  /** Where the table is not what it should be, for people to read. */
  List<String> differences(ReferenceTables tables) {
    Map<K, V> should = expected(tables);
    Map<K, V> is = items();
    Set<K> keys = new HashSet<>(should.keySet());
    keys.addAll(is.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(should.get(key), is.get(key)))
        .map(key -> "%s should be %s and is %s".formatted(key, should.get(key), items.get(key)))
        .toList();
  }

  /** What should be in the table. */
  Map<K, V> expected(ReferenceTables tables) {
    return reference.apply(tables);
  }

  /** The package on whose events alone an item depends. */
  PackageKey packageOf(K key) {
    return packageOf.apply(key);
  }
}
