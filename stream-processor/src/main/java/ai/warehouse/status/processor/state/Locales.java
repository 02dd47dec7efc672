package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.processor.fold.LocaleState;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
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

  void each(BuildKey build, BiConsumer<String, LocaleState> visitor) {
    Map<String, LocaleState> before = packed(build);
    before.forEach(
        (locale, state) -> {
          if (rows.get(StateKeys.locale(build, locale)) == null) {
            visitor.accept(locale, state);
          }
        });
    eachRow(build, visitor);
  }

  private void eachRow(BuildKey build, BiConsumer<String, LocaleState> visitor) {
    Scan.below(
        rows,
        StateKeys.locale(build, null),
        (rest, state) -> visitor.accept(rest.isEmpty() ? null : rest, state));
  }

  private Map<String, LocaleState> packed(BuildKey build) {
    PackedLocales found = packed.get(build.toString());
    return found == null ? Collections.emptyMap() : found.states(); // Map.of() refuses null
  }

  /** Packs what there is, and keeps the rows. */
  void pack(BuildKey build) {
    Map<String, LocaleState> all = new HashMap<>();
    each(build, all::put);
    if (!all.isEmpty() && all.size() <= MOST_PACKED) {
      packed.put(build.toString(), new PackedLocales(all));
    }
  }

  /** Deletes the rows that say nothing else than what is packed. */
  void dropPackedRows(BuildKey build) {
    Map<String, LocaleState> before = packed(build);
    Map<String, LocaleState> found = new HashMap<>();
    eachRow(build, found::put);
    found.forEach(
        (locale, state) -> {
          if (state.equals(before.get(locale))) {
            rows.delete(StateKeys.locale(build, locale));
          }
        });
  }
}
