package ai.warehouse.status.processor.topology;

import ai.warehouse.status.processor.state.FoldState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Packs the locales of builds that have been complete and quiet for long, so that the state doesn't
 * grow for ever by a row for each.
 */
final class Packing {
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 1_000;

  private final ProcessingContext context;
  private final FoldState state;
  private final Duration packAfter;

  Packing(ProcessingContext context, FoldState state, Duration packAfter) {
    this.context = context;
    this.state = state;
    this.packAfter = packAfter;
  }

  /** Begins, and goes on while the task does. */
  void schedule() {
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private void tick(long millis) {
    Instant quietSince = Instant.ofEpochMilli(millis).minus(packAfter);
    state.quietBuilds(quietSince, MOST_AT_ONCE).forEach(state::pack);
  }
}
