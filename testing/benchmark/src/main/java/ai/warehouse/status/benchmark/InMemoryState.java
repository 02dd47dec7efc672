package ai.warehouse.status.benchmark;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildOrder;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StateView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The state of the fold in maps. Versions sort as strings, which is right for generated ones. */
public final class InMemoryState implements StateView {
  private static final Comparator<BuildOrder> ORDER =
      Comparator.comparing(BuildOrder::createdAt).thenComparing(BuildOrder::version);

  private final Map<BuildKey, BuildState> builds = new HashMap<>();
  private final Map<LocaleKey, LocaleState> locales = new HashMap<>();
  private final Map<PackageKey, TreeSet<BuildOrder>> buildsByTime = new HashMap<>();

  private record LocaleKey(BuildKey key, String locale) {}

  /** Creates an empty state. */
  public InMemoryState() {}

  /** Takes over what an event has changed. */
  public void store(FoldResult result) {
    builds.putAll(result.builds());
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(new LocaleKey(change.key(), change.locale()), change.state());
    }
    if (result.move() != null) {
      TreeSet<BuildOrder> ofPackage = buildsByTime(result.move().key());
      if (result.move().from() != null) {
        ofPackage.remove(result.move().from());
      }
      ofPackage.add(result.move().to());
    }
  }

  private TreeSet<BuildOrder> buildsByTime(PackageKey key) {
    return buildsByTime.computeIfAbsent(key, unknown -> new TreeSet<>(ORDER));
  }

  @Override
  public BuildState build(BuildKey key) {
    return builds.get(key);
  }

  @Override
  public LocaleState locale(BuildKey key, String locale) {
    return locales.get(new LocaleKey(key, locale));
  }

  @Override
  public BuildOrder before(PackageKey key, BuildOrder place) {
    return buildsByTime(key).lower(place);
  }

  @Override
  public BuildOrder after(PackageKey key, BuildOrder place) {
    return buildsByTime(key).higher(place);
  }
}
