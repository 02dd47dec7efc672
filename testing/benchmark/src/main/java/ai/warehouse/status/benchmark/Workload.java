package ai.warehouse.status.benchmark;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The events that a busy build platform publishes: those of many builds in progress at once, 5 % of
 * them delivered twice. An event brings a locale of a random build one step further, unless it is
 * an error (2 %); a complete build is followed by the package's next version.
 */
public final class Workload {
  /** How many builds are ordinarily in progress at once. */
  public static final int BUILDS = 100;

  /** How many locales a build ordinarily has. */
  public static final int LOCALES = 20;

  private static final int STEPS = 8;
  private static final double ERRORS = 0.02;
  private static final double TWICE = 0.05;

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final int RECENT = 1000;
  private static final List<String> TASKS =
      List.of("unpacking", "npm install-all", "webpack", "minify", "fingerprint", "upload");

  private final Random random;
  private final int locales;
  private final Build[] builds;
  private final StatusEvent[] recent = new StatusEvent[RECENT];
  private long events;

  /** A build in progress, and how far each of its locales is. */
  private static final class Build {
    private final BuildKey key;
    private final List<Integer> open = new ArrayList<>();
    private final int[] steps;
    private boolean queued;

    Build(BuildKey key, int locales) {
      this.key = key;
      steps = new int[locales];
      for (int locale = 0; locale < locales; locale++) {
        open.add(locale);
      }
    }
  }

  /**
   * Begins without any build.
   *
   * @param builds how many are in progress at once, each of a package of its own
   * @param locales of each build
   * @param seed the same seed gives the same events, but for their ids
   */
  public Workload(int builds, int locales, long seed) {
    this.random = new Random(seed);
    this.locales = locales;
    this.builds = new Build[builds];
  }

  /** Returns the next event as delivered. */
  public StatusEvent next() {
    StatusEvent known = recent[random.nextInt(RECENT)];
    if (known != null && random.nextDouble() < TWICE) {
      return known;
    }
    StatusEvent event = fresh();
    recent[(int) (events % RECENT)] = event;
    return event;
  }

  /**
   * Begins all builds anew, and returns events that queue each build and complete some of its
   * locales.
   *
   * @param completed how many locales of each build
   */
  public Stream<StatusEvent> begin(int completed) {
    return IntStream.range(0, builds.length).boxed().flatMap(slot -> begin(slot, completed));
  }

  private Stream<StatusEvent> begin(int slot, int completed) {
    Build build = new Build(following(slot), locales);
    builds[slot] = build;
    return Stream.concat(
        Stream.of(queued(build)),
        IntStream.range(0, completed).mapToObj(locale -> completed(build, locale)));
  }

  private StatusEvent fresh() {
    int slot = random.nextInt(builds.length);
    if (builds[slot] == null || builds[slot].open.isEmpty()) {
      builds[slot] = new Build(following(slot), locales);
    }
    Build build = builds[slot];
    if (!build.queued) {
      return queued(build);
    }
    int locale = build.open.get(random.nextInt(build.open.size()));
    StatusEvent.Builder event = event(build, locale);
    if (random.nextDouble() < ERRORS) {
      return event.kind(EventKind.ERROR).message("'webpack' failed").details(details()).build();
    }
    if (++build.steps[locale] < STEPS) {
      return event.message(message()).build();
    }
    return completed(build, locale);
  }

  private StatusEvent queued(Build build) {
    build.queued = true;
    return event(build.key).kind(EventKind.QUEUED).total(locales).build();
  }

  private StatusEvent completed(Build build, int locale) {
    build.open.remove(Integer.valueOf(locale));
    return event(build, locale).kind(EventKind.COMPLETE).message("complete").build();
  }

  private BuildKey following(int slot) {
    int version = builds[slot] == null ? 0 : minor(builds[slot].key) + 1;
    return new BuildKey("package-%03d".formatted(slot), "prod", "1.%d.0".formatted(version));
  }

  private static int minor(BuildKey key) {
    return Integer.parseInt(key.version().split("\\.")[1]);
  }

  private StatusEvent.Builder event(Build build, int locale) {
    return event(build.key).locale("l%02d-XX".formatted(locale));
  }

  private StatusEvent.Builder event(BuildKey key) {
    Instant now = BEGIN.plusMillis(events++);
    return StatusEvent.builder().key(key).eventId(EventIds.create(now)).createdAt(now);
  }

  private String message() {
    String task = TASKS.get(random.nextInt(TASKS.size()));
    return random.nextBoolean()
        ? "'%s' starting".formatted(task)
        : "'%s' completed successfully".formatted(task);
  }

  private static String details() {
    return "Error: Module not found\n"
        + "    at Compiler.run (/app/node_modules/x.js:1)\n".repeat(4);
  }
}
