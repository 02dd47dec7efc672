package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.StatusEvent;
import java.util.Collection;

/** Folds events into memory and checks at each what must hold whatever the event is. */
final class CheckedFold {
  private static final int MOST_BUILDS = 5; // the event's own, two next to it before, two after

  private final InMemoryState state = new InMemoryState();
  private final EmittedTables tables = new EmittedTables();
  private long folded;

  /** Folds events in the order given. */
  void foldAll(Collection<StatusEvent> events) {
    events.forEach(this::fold);
  }

  /** Folds one event. */
  FoldResult fold(StatusEvent event) {
    folded++;
    FoldResult result = StatusFold.fold(state, event, folded);
    Check.that(result.builds().size() <= MOST_BUILDS, () -> "too many builds: " + result);
    state.store(result);
    result.statuses().forEach(tables::add);
    if (result.statusHead() != null) {
      tables.add(result.statusHead());
    }
    if (result.statusCounter() != null) {
      tables.add(result.statusCounter());
    }
    FoldResult again = StatusFold.fold(state, event, folded);
    Check.that(again.equals(FoldResult.UNCHANGED), () -> "the same event changes again: " + again);
    return result;
  }

  /** Returns the tables as the events folded so far have left them. */
  EmittedTables tables() {
    return tables;
  }
}
