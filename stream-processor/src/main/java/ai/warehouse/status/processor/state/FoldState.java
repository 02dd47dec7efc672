package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildOrder;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StateView;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Reads and writes the fold's state in the stores of a task, and remembers recent builds. Each
 * opening of a task needs a new one: as long as the task was closed or a standby, its stores
 * changed without it.
 */
public final class FoldState implements StateView {
  /** How many builds and locales a process may remember, at some 300 bytes each. */
  public static final int RECENT = 100_000;

  private static final byte[] NOTHING = new byte[0]; // a place in the order is all in its key

  private final KeyValueStore<String, BuildState> builds;
  private final KeyValueStore<String, LocaleState> locales;
  private final KeyValueStore<String, byte[]> buildsByTime;
  private final RecentBuilds recent;

  /**
   * Finds the stores of {@link StateStores} in a task.
   *
   * @param recent how many builds and locales are remembered at most
   */
  public FoldState(ProcessingContext context, int recent) {
    this.recent = new RecentBuilds(recent);
    builds = context.getStateStore(StateStores.BUILDS);
    locales = context.getStateStore(StateStores.LOCALES);
    buildsByTime = context.getStateStore(StateStores.BUILDS_BY_TIME);
  }

  /** Returns whether a build is remembered, so one of this task. */
  public boolean remembers(BuildKey key) {
    return recent.contains(key);
  }

  @Override
  public BuildState build(BuildKey key) {
    return recent(key).state();
  }

  @Override
  public LocaleState locale(BuildKey key, String locale) {
    RecentBuilds.Recent build = recent(key);
    LocaleState known = build.locale(locale);
    if (known == null && !build.hasAllLocales()) {
      known = locales.get(StateKeys.locale(key, locale));
      if (known != null) {
        recent.add(key, locale, known);
      }
    }
    return known;
  }

  private RecentBuilds.Recent recent(BuildKey key) {
    RecentBuilds.Recent known = recent.get(key);
    return known == null ? recent.add(key, builds.get(key.toString())) : known;
  }

  @Override
  public BuildOrder before(PackageKey key, BuildOrder place) {
    String at = StateKeys.order(key, place);
    return nearest(key, at, buildsByTime.reverseRange(StateKeys.first(key), at));
  }

  @Override
  public BuildOrder after(PackageKey key, BuildOrder place) {
    String at = StateKeys.order(key, place);
    return nearest(key, at, buildsByTime.range(at, StateKeys.last(key)));
  }

  private static BuildOrder nearest(
      PackageKey key, String at, KeyValueIterator<String, byte[]> found) {
    try (found) {
      while (found.hasNext()) {
        String text = found.next().key;
        if (!text.equals(at)) {
          return StateKeys.order(key, text);
        }
      }
      return null;
    }
  }

  /** Stores what an event changed. */
  public void store(FoldResult result) {
    result
        .builds()
        .forEach(
            (key, build) -> {
              builds.put(key.toString(), build);
              recent.changed(key, build);
            });
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(StateKeys.locale(change.key(), change.locale()), change.state());
      recent.add(change.key(), change.locale(), change.state());
    }
    if (result.move() != null) {
      move(result.move());
    }
  }

  private void move(FoldResult.Move move) {
    if (move.from() != null) {
      buildsByTime.delete(StateKeys.order(move.key(), move.from()));
    }
    buildsByTime.put(StateKeys.order(move.key(), move.to()), NOTHING);
  }
}
