package ai.warehouse.status.processor;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.RandomHistories;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Events enough for a processor to be killed in the middle of them: many that collide, and many
 * like real ones.
 */
final class Events {
  private static final int BUILDS = 120;
  private static final int LOCALES = 20;
  private static final int VERSIONS = 3;
  private static final Instant START = Instant.parse("2026-11-23T20:00:00Z");

  private Events() {}

  /** Both kinds, mixed, some events several times. */
  static List<StatusEvent> mixed(long seed, int histories) {
    List<StatusEvent> events = new ArrayList<>(builds());
    for (long i = seed; i < seed + histories; i++) {
      events.addAll(RandomHistories.create(i, "seed-" + i + "-"));
    }
    return RandomHistories.deliver(events, new Random(seed));
  }

  /** Builds of 20 locales that all complete. */
  private static List<StatusEvent> builds() {
    List<StatusEvent> events = new ArrayList<>();
    for (int i = 0; i < BUILDS; i++) {
      BuildKey build = new BuildKey("package-" + i / VERSIONS, "production", "1.0." + i % VERSIONS);
      Instant time = START.plusSeconds(i);
      events.add(event(build, EventKind.QUEUED, time).total(LOCALES).build());
      for (int locale = 0; locale < LOCALES; locale++) {
        Instant completed = time.plusSeconds(locale);
        events.add(event(build, EventKind.COMPLETE, completed).locale("locale-" + locale).build());
      }
    }
    return events;
  }

  private static StatusEvent.Builder event(BuildKey build, EventKind kind, Instant time) {
    return StatusEvent.builder().key(build).kind(kind).createdAt(time);
  }

  /** Cuts a list into so many parts, about equal. */
  static <T> List<List<T>> parts(List<T> all, int count) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(all.subList(all.size() * i / count, all.size() * (i + 1) / count));
    }
    return parts;
  }
}
