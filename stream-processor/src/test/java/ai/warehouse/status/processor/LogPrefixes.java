package ai.warehouse.status.processor;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.EventLog.Entry;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tables held at each place of a log on which all events lie in the partitions of their
 * packages, so that there is but one order to fold those of a package in.
 */
final class LogPrefixes {
  private static final ReferenceTables NOTHING = ReferenceTables.of(List.of());

  private final Map<PackageKey, List<Entry>> entries;
  private final Map<PackageKey, List<ReferenceTables>> known = new HashMap<>();

  LogPrefixes(List<Entry> log) {
    entries =
        log.stream()
            .sorted(comparingLong(Entry::offset))
            .collect(groupingBy(entry -> entry.event().key().packageKey()));
  }

  /** How many events of a package lie before that offset. */
  int eventsBefore(PackageKey key, long offset) {
    return (int) entries.get(key).stream().filter(entry -> entry.offset() < offset).count();
  }

  /**
   * The item as the first events of its package make it.
   *
   * @param events how many of them
   * @return null if there is none by then
   */
  <K, V> V item(DerivedTable<K, V> table, K key, int events) {
    return table.expected(tables(table.packageOf(key), events)).get(key);
  }

  private ReferenceTables tables(PackageKey key, int events) {
    List<ReferenceTables> ofPackage =
        known.computeIfAbsent(key, unknown -> new ArrayList<>(List.of(NOTHING)));
    while (ofPackage.size() <= events) {
      List<StatusEvent> first =
          entries.get(key).subList(0, ofPackage.size()).stream().map(Entry::event).toList();
      ofPackage.add(ReferenceTables.of(first));
    }
    return ofPackage.get(events);
  }
}
