package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.HeadState;
import ai.warehouse.status.processor.fold.LocaleState;
import ai.warehouse.status.processor.fold.Position;
import ai.warehouse.status.processor.fold.StateView;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads and writes the fold's state in the stores of a task. */
public final class FoldState implements StateView {
  private static final byte[] NOTHING = new byte[0]; // a position is all in its key

  private final KeyValueStore<String, BuildState> builds;
  private final Locales locales;
  private final KeyValueStore<String, HeadState> heads;
  private final KeyValueStore<String, byte[]> positions;
  private final QuietBuilds quietBuilds;

  /** Finds the stores of {@link StateStores} in a task. */
  public FoldState(ProcessingContext context) {
    builds = context.getStateStore(StateStores.BUILDS);
    locales = new Locales(context);
    heads = context.getStateStore(StateStores.HEADS);
    positions = context.getStateStore(StateStores.POSITIONS);
    quietBuilds = new QuietBuilds(context);
  }

  @Override
  public BuildState build(BuildKey key) {
    return builds.get(key.toString());
  }

  @Override
  public LocaleState locale(BuildKey key, String locale) {
    return locales.get(key, locale);
  }

  @Override
  public HeadState head(PackageKey key) {
    return heads.get(key.toString());
  }

  @Override
  public Position before(PackageKey key, Position position) {
    String at = StateKeys.position(key, position);
    return nearest(key, at, positions.reverseRange(StateKeys.first(key), at));
  }

  @Override
  public Position after(PackageKey key, Position position) {
    String at = StateKeys.position(key, position);
    return nearest(key, at, positions.range(at, StateKeys.last(key)));
  }

  private Position nearest(PackageKey key, String at, KeyValueIterator<String, byte[]> found) {
    try (found) {
      while (found.hasNext()) {
        String text = found.next().key;
        if (!text.equals(at)) {
          return StateKeys.position(key, text);
        }
      }
      return null;
    }
  }

  /** Stores what an event changed. */
  public void store(FoldResult result) {
    result.builds().forEach(this::store);
    if (result.locale() != null) {
      locales.put(result.locale().key(), result.locale().locale(), result.locale().state());
    }
    if (result.move() != null) {
      move(result.move());
    }
    if (result.head() != null) {
      heads.put(result.head().key().toString(), result.head().state());
    }
  }

  /** Returns some builds that were complete when they last changed, before that time. */
  public List<QuietBuild> quietBuilds(Instant before, int most) {
    return quietBuilds.before(before, most);
  }

  /** Packs the locales of a build, unless it has changed since. */
  public void pack(QuietBuild build) {
    BuildState known = build(build.key());
    if (known.complete() && known.updatedAt().equals(build.updatedAt())) {
      locales.pack(build.key());
    }
    quietBuilds.remove(build);
  }

  private void store(BuildKey key, BuildState build) {
    builds.put(key.toString(), build);
    if (build.complete()) {
      quietBuilds.add(new QuietBuild(build.updatedAt(), key));
    }
  }

  private void move(FoldResult.Move move) {
    if (move.from() != null) {
      positions.delete(StateKeys.position(move.key(), move.from()));
    }
    positions.put(StateKeys.position(move.key(), move.to()), NOTHING);
  }
}
