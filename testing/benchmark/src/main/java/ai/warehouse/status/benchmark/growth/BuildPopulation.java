package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Report;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The builds of some packages in stores of their own, and events of these builds from a seed. */
final class BuildPopulation implements AutoCloseable {
  // As many events as the processor folds between two commits when busy.
  private static final int EVENTS_PER_COMMIT = 1_000;

  private static final int BUILDS_IN_PROGRESS = 1_000;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(1);

  private final StoreFixture stores;
  private final Report report;
  private final Random random;
  private final int packages;
  private final int versions;
  private final int locales;
  private final List<Instant> createdAt = new ArrayList<>();
  private long events;

  /**
   * Lets all builds begin, one version of each package after the other.
   *
   * @param stores empty ones, closed with the population
   * @param versions of each package
   * @param locales of each build
   */
  BuildPopulation(
      StoreFixture stores, Report report, long seed, int packages, int versions, int locales) {
    this.stores = stores;
    this.report = report;
    this.random = new Random(seed);
    this.packages = packages;
    this.versions = versions;
    this.locales = locales;
    fold("builds begun", builds(), this::nextBuild);
  }

  private int builds() {
    return packages * versions;
  }

  /** Completes all locales of all builds, in random order of so many builds at a time. */
  BuildPopulation complete() {
    Progress progress = report.progress("locales completed", (long) builds() * locales);
    for (int first = 0; first < builds(); first += BUILDS_IN_PROGRESS) {
      int count = Math.min(BUILDS_IN_PROGRESS, builds() - first) * locales;
      List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
      Collections.shuffle(order, random);
      int firstLocale = first * locales;
      var next = order.iterator();
      fold(progress, count, () -> completion(firstLocale + next.next()));
    }
    return this;
  }

  private StatusEvent completion(int number) {
    return event(EventKind.COMPLETE, build(number / locales))
        .locale(locale(number % locales))
        .build();
  }

  /** Lets the builds of packages overtake each other so many times. */
  BuildPopulation overtake(int times) {
    fold("builds overtaken", times, this::overtaking);
    return this;
  }

  /** Folds so many events, and returns the nanoseconds of CPU that the fold takes. */
  long fold(int count, Supplier<StatusEvent> source) {
    return fold("events", count, source);
  }

  private long fold(String steps, int count, Supplier<StatusEvent> source) {
    return fold(report.progress(steps, count), count, source);
  }

  private long fold(Progress progress, int count, Supplier<StatusEvent> source) {
    long sum = 0;
    for (int left = count; left > 0; left -= EVENTS_PER_COMMIT) {
      int some = Math.min(left, EVENTS_PER_COMMIT);
      sum += stores.fold(Stream.generate(source).limit(some).toList());
      progress.advance(some);
    }
    return sum;
  }

  /** A locale of any of the builds completes or fails, later than before. */
  StatusEvent localeEvent() {
    return localeEvent(builds());
  }

  /** The same, but only some of the builds, spread over all, are in progress. */
  StatusEvent localeEvent(int inProgress) {
    int number = (int) ((long) random.nextInt(inProgress) * builds() / inProgress);
    EventKind kind = random.nextInt(4) == 0 ? EventKind.ERROR : EventKind.COMPLETE;
    return event(kind, build(number)).locale(locale(random.nextInt(locales))).build();
  }

  /** The next build begins: a version of the next package. */
  StatusEvent nextBuild() {
    StatusEvent event = event(EventKind.QUEUED, build(createdAt.size())).total(locales).build();
    createdAt.add(event.createdAt());
    return event;
  }

  /** A late event shows that a build began before the previous version of its package. */
  StatusEvent lateEvent() {
    int number = random.nextInt(builds());
    Duration apart = STEP.multipliedBy(packages); // from one version of a package to the next
    return lateEvent(number, createdAt.get(number).minus(apart.multipliedBy(3).dividedBy(2)));
  }

  /** A late event shows that the later of a package's two builds began before the other. */
  StatusEvent overtaking() {
    int one = random.nextInt(packages);
    int other = one + packages;
    boolean oneIsLater = createdAt.get(one).isAfter(createdAt.get(other));
    int later = oneIsLater ? one : other;
    return lateEvent(later, createdAt.get(oneIsLater ? other : one).minusMillis(1));
  }

  private StatusEvent lateEvent(int number, Instant earlier) {
    createdAt.set(number, earlier);
    return event(EventKind.EVENT, build(number)).createdAt(earlier).build();
  }

  private StatusEvent.Builder event(EventKind kind, BuildKey build) {
    events++;
    return StatusEvent.builder()
        .key(build)
        .eventId(new UUID(events, events))
        .kind(kind)
        .createdAt(START.plus(STEP.multipliedBy(events)));
  }

  private BuildKey build(int number) {
    return new BuildKey("package-" + number % packages, "prod", "1.0." + number / packages);
  }

  private static String locale(int number) {
    return "l" + number + "-XX";
  }

  @Override
  public void close() {
    stores.close();
  }
}
