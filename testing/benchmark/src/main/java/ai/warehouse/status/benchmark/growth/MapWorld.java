package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.MapState;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.StatusFold;
import java.util.List;

/** The fold alone, on maps in memory. */
final class MapWorld implements World {
  private final MapState state = new MapState();
  private long revision;

  @Override
  public Cost fold(List<StatusEvent> events) {
    return Cost.of(
        () -> {
          for (StatusEvent event : events) {
            revision++;
            state.store(StatusFold.fold(state, event, revision));
          }
        });
  }

  @Override
  public void close() {}
}
