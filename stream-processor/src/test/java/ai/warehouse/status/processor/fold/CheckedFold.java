package ai.warehouse.status.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(result.builds()).hasSizeLessThanOrEqualTo(MOST_BUILDS);
    state.store(result);
    result.statuses().forEach(tables::add);
    if (result.statusHead() != null) {
      tables.add(result.statusHead());
    }
    if (result.statusCounter() != null) {
      tables.add(result.statusCounter());
    }
    assertThat(StatusFold.fold(state, event, folded))
        .as("the same event again")
        .isEqualTo(FoldResult.UNCHANGED);
    return result;
  }

  /** Returns the tables as the events folded so far have left them. */
  EmittedTables tables() {
    return tables;
  }
}
