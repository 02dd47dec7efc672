package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The fold's state in maps. */
final class InMemoryState implements StateView {
  private static final Comparator<String> VERSION_ORDER =
      Comparator.comparing(InMemoryState::codePoints, Arrays::compare);
  private static final Comparator<BuildOrder> ORDER =
      Comparator.comparing(BuildOrder::createdAt).thenComparing(BuildOrder::version, VERSION_ORDER);

  private final Map<BuildKey, BuildState> builds = new HashMap<>();
  private final Map<LocaleKey, LocaleState> locales = new HashMap<>();
  private final Map<PackageKey, TreeSet<BuildOrder>> order = new HashMap<>();

  private record LocaleKey(BuildKey key, String locale) {}

  /** Stores what an event changed, which must be what differs, and must leave the order right. */
  void store(FoldResult result) {
    result.builds().forEach((key, build) -> checkChange(key, builds.put(key, build), build));
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      LocaleKey key = new LocaleKey(change.key(), change.locale());
      checkChange(key, locales.put(key, change.state()), change.state());
    }
    if (result.move() != null) {
      check(result.move());
      move(result.move());
    }
    result.builds().forEach(this::checkNeighbours);
  }

  private void check(FoldResult.Move move) {
    TreeSet<BuildOrder> ofPackage = ordered(move.key());
    Check.that(
        move.from() == null || ofPackage.contains(move.from()),
        () -> "moves from where it is not: " + move);
    Check.that(!ofPackage.contains(move.to()), () -> "moves to where it is: " + move);
  }

  private void checkNeighbours(BuildKey key, BuildState build) {
    BuildOrder place = new BuildOrder(build.createdAt(), key.version());
    checkEqual(key, build.previousVersion(), version(before(key.packageKey(), place)));
    checkEqual(key, build.nextVersion(), version(after(key.packageKey(), place)));
  }

  private static void checkChange(Object key, Object before, Object after) {
    Check.that(!after.equals(before), () -> "%s is stored unchanged: %s".formatted(key, after));
  }

  private static void checkEqual(BuildKey key, String linked, String ordered) {
    Check.that(
        Objects.equals(linked, ordered),
        () -> "%s is next to %s, and names %s".formatted(key, ordered, linked));
  }

  private static String version(BuildOrder place) {
    return place == null ? null : place.version();
  }

  private void move(FoldResult.Move move) {
    TreeSet<BuildOrder> ofPackage = ordered(move.key());
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
  public BuildOrder before(PackageKey key, BuildOrder place) {
    return ordered(key).lower(place);
  }

  @Override
  public BuildOrder after(PackageKey key, BuildOrder place) {
    return ordered(key).higher(place);
  }

  private TreeSet<BuildOrder> ordered(PackageKey key) {
    return order.computeIfAbsent(key, unknown -> new TreeSet<>(ORDER));
  }

  private static int[] codePoints(String text) {
    return text.codePoints().toArray();
  }
}
