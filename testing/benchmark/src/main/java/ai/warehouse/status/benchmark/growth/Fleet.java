package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Builds of some packages in a world, and what may happen to them next, made up from a seed. */
final class Fleet implements AutoCloseable {
  /** As many events as the processor folds between two commits when it is busy. */
  static final int EVENTS_PER_COMMIT = 1_000;

  private static final int BUILDS_AT_WORK = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(1);

  private final World world;
  private final Random random;
  private final int packages;
  private final int versions;
  private final int locales;
  private final List<Instant> createdAt = new ArrayList<>();
  private long events;
  private int begun;

  /**
   * Plans a fleet without any event yet.
   *
   * @param versions of each package
   * @param locales of each build
   */
  Fleet(World world, long seed, int packages, int versions, int locales) {
    this.world = world;
    this.random = new Random(seed);
    this.packages = packages;
    this.versions = versions;
    this.locales = locales;
  }

  World world() {
    return world;
  }

  int builds() {
    return packages * versions;
  }

  /** Lets all builds begin, one version of each package after the other. */
  Fleet begin(PrintWriter log) {
    return load(new Progress(log, "builds begun", builds()), builds(), this::next);
  }

  /** Lets all locales of all builds complete, of so many builds at a time and in some order. */
  Fleet complete(PrintWriter log) {
    Progress progress = new Progress(log, "locales completed", (long) builds() * locales);
    for (int first = 0; first < builds(); first += BUILDS_AT_WORK) {
      complete(progress, first, Math.min(BUILDS_AT_WORK, builds() - first));
    }
    return this;
  }

  private void complete(Progress progress, int first, int count) {
    int total = count * locales;
    int step = stepCoprimeTo(total);
    int[] at = {random.nextInt(total)};
    load(
        progress,
        total,
        () -> {
          at[0] = (int) (((long) at[0] + step) % total);
          return of(EventKind.COMPLETE, build(first + at[0] / locales))
              .locale(locale(at[0] % locales))
              .build();
        });
  }

  // Steps of such a length reach each number below the total once, far from in order.
  private static int stepCoprimeTo(int total) {
    int step = Math.max(1, (int) (total * 0.618));
    while (gcd(step, total) != 1) {
      step++;
    }
    return step;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private Fleet load(Progress progress, int total, Supplier<StatusEvent> source) {
    for (int done = 0; done < total; ) {
      List<StatusEvent> some = take(Math.min(EVENTS_PER_COMMIT, total - done), source);
      world.fold(some);
      done += some.size();
      progress.advance(some.size());
    }
    return this;
  }

  static List<StatusEvent> take(int count, Supplier<StatusEvent> source) {
    List<StatusEvent> some = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      some.add(source.get());
    }
    return some;
  }

  /** A locale of any of the builds completes or fails, again and later than before. */
  StatusEvent happen() {
    return happen(builds());
  }

  /** The same, but only some of the builds, spread over all, are at work. */
  StatusEvent happen(int active) {
    int number = (int) ((long) random.nextInt(active) * builds() / active);
    EventKind kind = random.nextInt(4) == 0 ? EventKind.ERROR : EventKind.COMPLETE;
    return of(kind, build(number)).locale(locale(random.nextInt(locales))).build();
  }

  /** The next build begins: a version of the next package, or of a new one if each has one. */
  StatusEvent next() {
    BuildKey build = build(begun++);
    StatusEvent event = of(EventKind.QUEUED, build).total(Math.max(1, locales)).build();
    createdAt.add(event.createdAt());
    return event;
  }

  /** A late event shows that a build began before the one that was before it in its package. */
  StatusEvent late() {
    int number = random.nextInt(builds());
    Duration apart = STEP.multipliedBy(packages); // from one version of a package to the next
    return late(number, createdAt.get(number).minus(apart.multipliedBy(3).dividedBy(2)));
  }

  /** The second of a package's two builds turns out to have begun first. */
  StatusEvent overtake() {
    int one = random.nextInt(packages);
    int other = one + packages;
    boolean oneIsLater = createdAt.get(one).isAfter(createdAt.get(other));
    int later = oneIsLater ? one : other;
    return late(later, createdAt.get(oneIsLater ? other : one).minusMillis(1));
  }

  /** Lets the builds of packages overtake each other so many times. */
  Fleet overtake(PrintWriter log, int times) {
    return load(new Progress(log, "builds overtaken", times), times, this::overtake);
  }

  private StatusEvent late(int number, Instant earlier) {
    createdAt.set(number, earlier);
    return of(EventKind.EVENT, build(number)).createdAt(earlier).build();
  }

  private StatusEvent.Builder of(EventKind kind, BuildKey build) {
    events++;
    return StatusEvent.builder()
        .key(build)
        .eventId(new UUID(events, events))
        .kind(kind)
        .createdAt(START.plus(STEP.multipliedBy(events)));
  }

  private BuildKey build(int number) {
    // Beyond the planned ones, packages get one more version, or new ones begin.
    int ofPackage = versions == 1 ? number : number % packages;
    int version = versions == 1 ? 0 : number / packages;
    return new BuildKey("package-" + ofPackage, "prod", "1.0." + version);
  }

  private static String locale(int number) {
    return "l" + number + "-XX";
  }

  @Override
  public void close() {
    world.close();
  }
}
