package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.HeadState;
import ai.warehouse.status.processor.fold.LocaleState;
import ai.warehouse.status.processor.fold.Position;
import ai.warehouse.status.processor.fold.StateView;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads and writes the fold's state in the stores of a task. */
public final class FoldState implements StateView {
  private static final byte[] NOTHING = new byte[0]; // a position is all in its key

  private final KeyValueStore<String, BuildState> builds;
  private final KeyValueStore<String, LocaleState> locales;
  private final KeyValueStore<String, HeadState> heads;
  private final KeyValueStore<String, byte[]> positions;

  /** Finds the stores of {@link StateStores} in a task. */
  public FoldState(ProcessingContext context) {
    builds = context.getStateStore(StateStores.BUILDS);
    locales = context.getStateStore(StateStores.LOCALES);
    heads = context.getStateStore(StateStores.HEADS);
    positions = context.getStateStore(StateStores.POSITIONS);
  }

  @Override
  public BuildState build(BuildKey key) {
    return builds.get(key.toString());
  }

  @Override
  public LocaleState locale(BuildKey key, String locale) {
    return locales.get(StateKeys.locale(key, locale));
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
    result.builds().forEach((key, build) -> builds.put(key.toString(), build));
    if (result.locale() != null) {
      FoldResult.LocaleChange change = result.locale();
      locales.put(StateKeys.locale(change.key(), change.locale()), change.state());
    }
    if (result.move() != null) {
      move(result.move());
    }
    if (result.head() != null) {
      heads.put(result.head().key().toString(), result.head().state());
    }
  }

  private void move(FoldResult.Move move) {
    if (move.from() != null) {
      positions.delete(StateKeys.position(move.key(), move.from()));
    }
    positions.put(StateKeys.position(move.key(), move.to()), NOTHING);
  }
}
