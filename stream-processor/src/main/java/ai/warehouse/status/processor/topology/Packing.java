package ai.warehouse.status.processor.topology;

import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.QuietBuild;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * Packs the locales of builds that have been complete and quiet for long, so that the state doesn't
 * grow for ever by a row for each.
 *
 * <p>The rows go some commits after they were packed: where nothing is written in transactions, a
 * crash between the two must find one of them.
 */
final class Packing {
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration LEAST_WAIT = Duration.ofMinutes(1);
  private static final int MOST_AT_ONCE = 1_000;

  private final ProcessingContext context;
  private final FoldState state;
  private final Duration packAfter;
  private final Duration wait;
  private final Map<QuietBuild, Instant> packed = new LinkedHashMap<>();

  Packing(ProcessingContext context, FoldState state, Duration packAfter) {
    this.context = context;
    this.state = state;
    this.packAfter = packAfter;
    wait = max(LEAST_WAIT, commitInterval(context).multipliedBy(10));
  }

  /** Begins, and goes on while the task does. */
  void schedule() {
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  private static Duration commitInterval(ProcessingContext context) {
    Object millis = context.appConfigs().get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
    return Duration.ofMillis(((Number) millis).longValue());
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private void tick(long millis) {
    Instant now = Instant.ofEpochMilli(millis);
    dropRows(now.minus(wait));
    int most = MOST_AT_ONCE - packed.size();
    state
        .quietBuilds(now.minus(packAfter), most, build -> !packed.containsKey(build))
        .forEach(build -> pack(build, now));
  }

  private void pack(QuietBuild build, Instant now) {
    if (state.pack(build)) {
      packed.put(build, now);
    }
  }

  private void dropRows(Instant packedBefore) {
    Iterator<Map.Entry<QuietBuild, Instant>> oldest = packed.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<QuietBuild, Instant> next = oldest.next();
      if (next.getValue().isAfter(packedBefore)) {
        return;
      }
      state.dropPackedRows(next.getKey());
      oldest.remove();
    }
  }
}
