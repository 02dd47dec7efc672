package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Plans what simulated workers publish: three packages in two environments, twenty locales each,
 * all at once; then a newer version of one of them.
 *
 * <p>Among them are a locale that fails and is built again, a build that stays failed, a queued
 * event that comes after the first completions, and one event in ten delivered twice.
 */
final class SimulationPlan {
  static final List<String> LOCALES =
      List.of(
          "cs-CZ", "da-DK", "de-DE", "en-AU", "en-CA", "en-GB", "en-US", "es-ES", "es-MX", "fi-FI",
          "fr-CA", "fr-FR", "it-IT", "ja-JP", "ko-KR", "nl-NL", "pl-PL", "pt-BR", "sv-SE", "tr-TR");

  static final BuildKey REBUILT = new BuildKey("checkout", "prod", "2.3.0");
  static final BuildKey FAILED = new BuildKey("account", "prod", "1.0.7");
  static final BuildKey QUEUED_LATE = new BuildKey("storefront", "prod", "4.1.0");
  static final BuildKey NEWER = new BuildKey("storefront", "dev", "4.2.0");

  private static final List<BuildKey> BUILDS =
      List.of(
          new BuildKey("storefront", "dev", "4.1.0"),
          QUEUED_LATE,
          new BuildKey("checkout", "dev", "2.3.0"),
          REBUILT,
          new BuildKey("account", "dev", "1.0.7"),
          FAILED);
  private static final String TROUBLED_LOCALE = "fr-FR";
  private static final int NEWER_STARTS_MS = 1_800;
  private static final int QUEUED_LATE_MS = 2_400;
  private static final int STEP_MS = 300;
  private static final List<String> STEPS =
      List.of("Fetched tarball", "Build started", "Build finished", "Assets published");

  private final Random random;
  private final Instant start;
  private final List<PlannedEvent> events = new ArrayList<>();

  private SimulationPlan(long seed, Instant start) {
    this.random = new Random(seed);
    this.start = start;
  }

  /** Returns the events in the order of publishing. */
  static List<PlannedEvent> create(long seed, Instant start) {
    return new SimulationPlan(seed, start).plan();
  }

  private List<PlannedEvent> plan() {
    BUILDS.forEach(build -> build(build, random.nextInt(STEP_MS)));
    build(NEWER, NEWER_STARTS_MS);
    events.sort(Comparator.comparing(PlannedEvent::after));
    return List.copyOf(events);
  }

  private void build(BuildKey build, int begins) {
    add(build, begins, null, EventKind.EVENT, "Unpacking");
    int queued = begins + random.nextInt(STEP_MS);
    StatusEvent event =
        event(build, queued, null, EventKind.QUEUED, "Builds queued").total(LOCALES.size()).build();
    publish(event, build.equals(QUEUED_LATE) ? QUEUED_LATE_MS : queued);
    for (String locale : LOCALES) {
      locale(build, locale, queued + 1 + random.nextInt(4 * STEP_MS));
    }
  }

  private void locale(BuildKey build, String locale, int begins) {
    int ends = steps(build, locale, begins);
    boolean troubled = locale.equals(TROUBLED_LOCALE);
    if (troubled && (build.equals(REBUILT) || build.equals(FAILED))) {
      add(build, ends, locale, EventKind.ERROR, "Command failed: Module not found");
      if (build.equals(FAILED)) {
        return;
      }
      ends = steps(build, locale, ends + 4 * STEP_MS);
    }
    add(build, ends, locale, EventKind.COMPLETE, "Build completed");
  }

  private int steps(BuildKey build, String locale, int begins) {
    int at = begins;
    for (String step : STEPS) {
      add(build, at, locale, EventKind.EVENT, step);
      at += 50 + random.nextInt(2 * STEP_MS);
    }
    return at;
  }

  private void add(BuildKey build, int at, String locale, EventKind kind, String message) {
    publish(event(build, at, locale, kind, message).build(), at);
  }

  private StatusEvent.Builder event(
      BuildKey build, int at, String locale, EventKind kind, String message) {
    return StatusEvent.builder()
        .key(build)
        .createdAt(start.plusMillis(at))
        .locale(locale)
        .kind(kind)
        .message(message);
  }

  private void publish(StatusEvent event, int at) {
    events.add(new PlannedEvent(Duration.ofMillis(at), event));
    if (random.nextInt(10) == 0) {
      events.add(new PlannedEvent(Duration.ofMillis(at + random.nextInt(STEP_MS)), event));
    }
  }
}
