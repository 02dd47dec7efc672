package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.processor.fold.LocaleState;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The states of locales: a row for each, so that an event costs the same whatever their number; of
 * builds that have long been quiet, packed into one value. A row counts before what is packed.
 */
final class Locales {
  // A build with more stays as it is, so that no packed value outgrows what a topic takes.
  private static final int MOST_PACKED = 100_000;

  private final KeyValueStore<String, LocaleState> rows;
  private final KeyValueStore<String, PackedLocales> packed;

  Locales(ProcessingContext context) {
    rows = context.getStateStore(StateStores.LOCALES);
    packed = context.getStateStore(StateStores.PACKED_LOCALES);
  }

  LocaleState get(BuildKey build, String locale) {
    LocaleState row = rows.get(StateKeys.locale(build, locale));
    return row == null ? packed(build).get(locale) : row;
  }

  void put(BuildKey build, String locale, LocaleState state) {
    rows.put(StateKeys.locale(build, locale), state);
  }

  private Map<String, LocaleState> packed(BuildKey build) {
    PackedLocales found = packed.get(build.toString());
    return found == null ? Collections.emptyMap() : found.states(); // Map.of() refuses null
  }

  /** Packs the rows of a build with what is packed already. */
  void pack(BuildKey build) {
    Map<String, LocaleState> found = rows(build);
    Map<String, LocaleState> all = new HashMap<>(packed(build));
    all.putAll(found);
    if (!all.isEmpty() && all.size() <= MOST_PACKED) {
      packed.put(build.toString(), new PackedLocales(all));
      found.keySet().forEach(locale -> rows.delete(StateKeys.locale(build, locale)));
    }
  }

  private Map<String, LocaleState> rows(BuildKey build) {
    Map<String, LocaleState> found = new HashMap<>();
    String prefix = StateKeys.locale(build, null);
    try (KeyValueIterator<String, LocaleState> all =
        rows.prefixScan(prefix, new StringSerializer())) {
      while (all.hasNext()) {
        KeyValue<String, LocaleState> next = all.next();
        String locale = next.key.substring(prefix.length());
        found.put(locale.isEmpty() ? null : locale, next.value);
      }
    }
    return found;
  }
}
