package ai.warehouse.status.benchmark;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.HeadState;
import ai.warehouse.status.processor.fold.LocaleState;
import ai.warehouse.status.processor.fold.Position;
import ai.warehouse.status.processor.fold.StateView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The fold's state in maps. Versions sort as strings, which is right for those made up here. */
public final class MapState implements StateView {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::createdAt).thenComparing(Position::version);

  private final Map<BuildKey, BuildState> builds = new HashMap<>();
  private final Map<LocaleKey, LocaleState> locales = new HashMap<>();
  private final Map<PackageKey, HeadState> heads = new HashMap<>();
  private final Map<PackageKey, TreeSet<Position>> positions = new HashMap<>();

  private record LocaleKey(BuildKey key, String locale) {}

  /** Creates an empty state. */
  public MapState() {}

  /** Takes over what an event has changed. */
  public void store(FoldResult result) {
    builds.putAll(result.builds());
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(new LocaleKey(change.key(), change.locale()), change.state());
    }
    if (result.move() != null) {
      TreeSet<Position> ofPackage = positions(result.move().key());
      if (result.move().from() != null) {
        ofPackage.remove(result.move().from());
      }
      ofPackage.add(result.move().to());
    }
    if (result.head() != null) {
      heads.put(result.head().key(), result.head().state());
    }
  }

  private TreeSet<Position> positions(PackageKey key) {
    return positions.computeIfAbsent(key, unknown -> new TreeSet<>(ORDER));
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
  public HeadState head(PackageKey key) {
    return heads.get(key);
  }

  @Override
  public Position before(PackageKey key, Position position) {
    return positions(key).lower(position);
  }

  @Override
  public Position after(PackageKey key, Position position) {
    return positions(key).higher(position);
  }
}
