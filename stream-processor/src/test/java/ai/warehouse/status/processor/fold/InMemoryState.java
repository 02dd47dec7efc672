package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** The fold's state in maps. */
final class InMemoryState implements StateView {
  private static final Comparator<String> VERSION_ORDER =
      Comparator.comparing(InMemoryState::codePoints, Arrays::compare);
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::createdAt).thenComparing(Position::version, VERSION_ORDER);

  private final Map<BuildKey, BuildState> builds = new HashMap<>();
  private final Map<LocaleKey, LocaleState> locales = new HashMap<>();
  private final Map<PackageKey, HeadState> heads = new HashMap<>();
  private final Map<PackageKey, TreeSet<Position>> positions = new HashMap<>();

  private record LocaleKey(BuildKey key, String locale) {}

  /** Stores what an event changed. */
  void store(FoldResult result) {
    builds.putAll(result.builds());
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(new LocaleKey(change.key(), change.locale()), change.state());
    }
    if (result.move() != null) {
      check(result.move());
      move(result.move());
    }
    if (result.head() != null) {
      heads.put(result.head().key(), result.head().state());
    }
  }

  private void check(FoldResult.Move move) {
    TreeSet<Position> ofPackage = ordered(move.key());
    if (move.from() != null && !ofPackage.contains(move.from())) {
      throw new AssertionError("moves from where it is not: " + move);
    }
    if (ofPackage.contains(move.to())) {
      throw new AssertionError("moves to where it is: " + move);
    }
  }

  private void move(FoldResult.Move move) {
    TreeSet<Position> ofPackage = ordered(move.key());
    if (move.from() != null) {
      ofPackage.remove(move.from());
    }
    ofPackage.add(move.to());
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
    return ordered(key).lower(position);
  }

  @Override
  public Position after(PackageKey key, Position position) {
    return ordered(key).higher(position);
  }

  private TreeSet<Position> ordered(PackageKey key) {
    return positions.computeIfAbsent(key, unknown -> new TreeSet<>(ORDER));
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }
}
