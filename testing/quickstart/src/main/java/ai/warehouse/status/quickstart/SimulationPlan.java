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
 * Plans what simulated workers publish: builds of several packages in several environments, all at
 * once; then a newer version of one of them.
 *
 * <p>Among them are a locale that fails and is built again, builds that stay failed, a queued event
 * that comes after the first completions, and one event in ten delivered twice.
 */
final class SimulationPlan {
  static final BuildKey REBUILT = new BuildKey("checkout", "prod", "2.3.0");
  static final BuildKey FAILED = new BuildKey("account", "prod", "1.0.7");
  static final BuildKey QUEUED_LATE = new BuildKey("storefront", "prod", "4.1.0");
  static final BuildKey NEWER = new BuildKey("storefront", "dev", "4.2.0");

  private static final int TROUBLED_LOCALE = 11;
  private static final int NEWER_STARTS_MS = 1_800;
  private static final int QUEUED_LATE_MS = 2_400;
  private static final int STEP_MS = 300;
  private static final int LEISURE = 5; // time enough to open a browser
  private static final int LOCALE_BUILDS_PER_STRETCH = 800; // about a thousand events a second
  private static final List<String> STEPS =
      List.of("Fetched tarball", "Build started", "Build finished", "Assets published");
  private static final String TRACE =
      "Module not found: Error: Can't resolve './messages/%s.json' in '/app/src'\n"
          + "    at Compiler.run (/app/node_modules/webpack/lib/Compiler.js:1)\n".repeat(6);

  private final Random random;
  private final Instant start;
  private final List<BuildKey> builds;
  private final List<String> locales;
  private final int stretch;
  private final List<PlannedEvent> events = new ArrayList<>();

  /**
   * Plans a simulation.
   *
   * @param builds how many
   * @param locales of each build
   * @param leisurely so that people can watch; else within seconds, unless the events are many
   */
  SimulationPlan(long seed, Instant start, int builds, int locales, boolean leisurely) {
    this.random = new Random(seed);
    this.start = start;
    this.builds = SimulationNames.builds(builds);
    this.locales = SimulationNames.locales(locales);
    this.stretch = Math.max(leisurely ? LEISURE : 1, builds * locales / LOCALE_BUILDS_PER_STRETCH);
  }

  /** Returns the events in the order of publishing. */
  List<PlannedEvent> events() {
    for (BuildKey build : builds) {
      build(build, build.equals(NEWER) ? NEWER_STARTS_MS : random.nextInt(STEP_MS));
    }
    events.sort(Comparator.comparing(PlannedEvent::after));
    return List.copyOf(events);
  }

  private void build(BuildKey build, int begins) {
    add(build, begins, null, EventKind.EVENT, "Unpacking");
    int queued = begins + random.nextInt(STEP_MS);
    StatusEvent event =
        event(build, queued, null, EventKind.QUEUED, "Builds queued").total(locales.size()).build();
    publish(event, build.equals(QUEUED_LATE) ? QUEUED_LATE_MS : queued);
    for (int i = 0; i < locales.size(); i++) {
      locale(build, locales.get(i), queued + 1 + random.nextInt(4 * STEP_MS), trouble(build, i));
    }
  }

  /** Whether a locale fails at first. */
  private boolean trouble(BuildKey build, int locale) {
    return locale == Math.min(TROUBLED_LOCALE, locales.size() - 1)
        && (build.equals(REBUILT) || staysFailed(build));
  }

  private boolean staysFailed(BuildKey build) {
    return build.equals(FAILED) || builds.indexOf(build) % 10 == 9;
  }

  private void locale(BuildKey build, String locale, int begins, boolean troubled) {
    int ends = steps(build, locale, begins);
    if (troubled) {
      String message = "Command failed: Module not found";
      publish(
          event(build, ends, locale, EventKind.ERROR, message)
              .details(TRACE.formatted(locale))
              .build(),
          ends);
      if (staysFailed(build)) {
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
        .createdAt(start.plus(stretched(at)))
        .locale(locale)
        .kind(kind)
        .message(message);
  }

  private void publish(StatusEvent event, int at) {
    events.add(new PlannedEvent(stretched(at), event));
    if (random.nextInt(10) == 0) {
      events.add(new PlannedEvent(stretched(at + random.nextInt(STEP_MS)), event));
    }
  }

  private Duration stretched(int ms) {
    return Duration.ofMillis(ms).multipliedBy(stretch);
  }
}
