package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The fold's state in maps. */
final class InMemoryState implements StateView, PackageView {
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
    if (result.move() != null) {
      check(result.move());
    }
    storeUnchecked(result);
  }

  /** Stores what an event changed in a state of which this is an older or an incomplete one. */
  void storeUnchecked(FoldResult result) {
    builds.putAll(result.builds());
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(new LocaleKey(change.key(), change.locale()), change.state());
    }
    if (result.move() != null) {
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
    Position found = ordered(key).lower(position);
    while (found != null && !stands(key, found)) {
      found = ordered(key).lower(found);
    }
    return found;
  }

  @Override
  public Position after(PackageKey key, Position position) {
    Position found = ordered(key).higher(position);
    while (found != null && !stands(key, found)) {
      found = ordered(key).higher(found);
    }
    return found;
  }

  private boolean stands(PackageKey key, Position position) {
    BuildState build = builds.get(new BuildKey(key.pkg(), key.env(), position.version()));
    return build != null && build.createdAt().equals(position.createdAt());
  }

  @Override
  public Map<String, BuildState> builds(PackageKey key) {
    Map<String, BuildState> found = new TreeMap<>(VERSION_ORDER);
    builds.forEach(
        (build, state) -> {
          if (build.packageKey().equals(key)) {
            found.put(build.version(), state);
          }
        });
    return found;
  }

  @Override
  public void eachLocale(BuildKey key, BiConsumer<String, LocaleState> visitor) {
    locales.forEach(
        (locale, state) -> {
          if (locale.key.equals(key)) {
            visitor.accept(locale.locale, state);
          }
        });
  }

  @Override
  public List<Position> positions(PackageKey key) {
    return List.copyOf(ordered(key));
  }

  /** Stores what a package's facts have come to. */
  void store(Settlement settlement) {
    builds.putAll(settlement.builds());
    ordered(settlement.key()).removeAll(settlement.gone());
    ordered(settlement.key()).addAll(settlement.places());
    if (settlement.head() != null) {
      heads.put(settlement.key(), settlement.head());
    }
  }

  /** Returns a copy that goes its own way. */
  InMemoryState copy() {
    InMemoryState copy = new InMemoryState();
    copy.builds.putAll(builds);
    copy.locales.putAll(locales);
    copy.heads.putAll(heads);
    positions.forEach((key, places) -> copy.ordered(key).addAll(places));
    return copy;
  }

  /**
   * Returns what a crash may leave: of each key what it was at one moment or another.
   *
   * @param moments the state as it was, the oldest first
   */
  static InMemoryState torn(List<InMemoryState> moments, Random random) {
    InMemoryState torn = new InMemoryState();
    InMemoryState last = moments.get(moments.size() - 1);
    tear(moments, random, state -> state.builds, last.builds.keySet(), torn.builds);
    tear(moments, random, state -> state.locales, last.locales.keySet(), torn.locales);
    tear(moments, random, state -> state.heads, last.heads.keySet(), torn.heads);
    for (InMemoryState moment : moments) {
      moment.positions.forEach(
          (key, places) ->
              places.forEach(
                  place -> {
                    if (any(moments, random).ordered(key).contains(place)) {
                      torn.ordered(key).add(place);
                    }
                  }));
    }
    return torn;
  }

  private static <K, V> void tear(
      List<InMemoryState> moments,
      Random random,
      Function<InMemoryState, Map<K, V>> store,
      Set<K> keys,
      Map<K, V> torn) {
    for (K key : keys) {
      V value = store.apply(any(moments, random)).get(key);
      if (value != null) {
        torn.put(key, value);
      }
    }
  }

  private static InMemoryState any(List<InMemoryState> moments, Random random) {
    return moments.get(random.nextInt(moments.size()));
  }

  private TreeSet<Position> ordered(PackageKey key) {
    return positions.computeIfAbsent(key, unknown -> new TreeSet<>(ORDER));
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }
}
