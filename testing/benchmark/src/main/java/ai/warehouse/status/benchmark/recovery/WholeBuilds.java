package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The fewest events that make the state of complete builds: one that a build is queued, and one for
 * each of its locales.
 */
final class WholeBuilds {
  /** How many events a build has. */
  static final int EVENTS = 1 + Workload.LOCALES;

  private static final int VERSIONS = 10; // of each package

  private WholeBuilds() {}

  /** Returns the events of so many builds, one build after the other. */
  static Stream<StatusEvent> of(int builds) {
    Instant begin = Instant.now();
    return IntStream.range(0, builds)
        .boxed()
        .flatMap(
            build ->
                IntStream.range(0, EVENTS)
                    .mapToObj(step -> event(build, step, begin.plusMillis(build))));
  }

  private static StatusEvent event(int build, int step, Instant at) {
    StatusEvent.Builder event =
        StatusEvent.builder()
            .key(
                new BuildKey(
                    "whole-" + build / VERSIONS, "prod", "1.%d.0".formatted(build % VERSIONS)))
            .eventId(EventIds.create(at))
            .createdAt(at);
    return step == 0
        ? event.kind(EventKind.QUEUED).total(Workload.LOCALES).build()
        : event.kind(EventKind.COMPLETE).locale("l%02d-XX".formatted(step)).build();
  }
}
