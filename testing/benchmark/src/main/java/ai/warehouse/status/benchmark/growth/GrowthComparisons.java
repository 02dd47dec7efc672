package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Comparison;
import ai.warehouse.status.benchmark.Comparison.Turn;
import ai.warehouse.status.benchmark.Measurement.Run;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Report;
import ai.warehouse.status.benchmark.Summary;
import ai.warehouse.status.benchmark.growth.GrowthCommand.Sizes;
import ai.warehouse.status.model.StatusEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Compares what an event costs in a small population of builds and in a large one. */
final class GrowthComparisons {
  private static final int LOCALES = GrowthCommand.LOCALES;
  private static final int FEW_LOCALES = 10;
  private static final int FEW_BUILDS = 1_000;
  private static final int FEW_VERSIONS = 10;
  private static final int WARM_UP_ROUNDS = 2;

  // Few, so that they add little to how often builds have moved before.
  private static final int OVERTAKINGS_PER_TURN = 100;

  private final Sizes sizes;
  private final Run run;
  private final Report report;
  private final boolean cached;
  private int populations;

  /**
   * What an event costs in the large population, divided by its cost in the small one.
   *
   * @param cached whether the stores have their caches
   * @param few how many the small population has
   * @param many how many the large one has
   * @param cpu of the folding thread, without RocksDB's own threads
   */
  record Ratio(boolean cached, String event, int few, int many, Summary cpu) {
    @Override
    public String toString() {
      return "  %s: %,d → %,d%n    CPU %s".formatted(event, few, many, cpu);
    }
  }

  /** A population with few of something, and one with many. */
  private record Pair(int few, BuildPopulation small, int many, BuildPopulation large)
      implements AutoCloseable {
    @Override
    public void close() {
      small.close();
      large.close();
    }
  }

  /**
   * Plans the comparisons.
   *
   * @param cached whether the stores have their caches; without, everything reaches RocksDB
   */
  GrowthComparisons(Sizes sizes, Run run, boolean cached) {
    this.sizes = sizes;
    this.run = run;
    this.report = run.report();
    this.cached = cached;
  }

  void runAll() {
    locales();
    builds();
    versions();
    overtakings();
  }

  private void locales() {
    int few = FEW_LOCALES;
    int many = sizes.locales();
    try (Pair pair =
        new Pair(
            few,
            population(many / few, 1, few).complete(),
            many,
            population(1, 1, many).complete())) {
      compare(
          pair,
          "a locale completes or fails, in a build of so many locales (as many rows in all)",
          sizes.eventsPerTurn(),
          BuildPopulation::localeEvent);
    }
  }

  private void builds() {
    int few = FEW_BUILDS;
    int many = sizes.builds();
    try (Pair pair =
        new Pair(
            few, population(few / 10, 10, LOCALES), many, population(many / 10, 10, LOCALES))) {
      compare(
          pair,
          "a locale completes or fails, in one of %,d builds in progress, among so many"
              .formatted(few),
          sizes.eventsPerTurn(),
          population -> population.localeEvent(few));
      compare(
          pair,
          "a locale completes or fails, in any of so many builds",
          sizes.eventsPerTurn(),
          BuildPopulation::localeEvent);
    }
  }

  private void versions() {
    int few = FEW_VERSIONS;
    int many = sizes.versions();
    try (Pair pair =
        new Pair(few, population(many / few, few, LOCALES), many, population(1, many, LOCALES))) {
      compare(
          pair,
          "a locale completes or fails, in a package of so many versions",
          sizes.eventsPerTurn(),
          BuildPopulation::localeEvent);
      compare(
          pair,
          "a version begins, in a package of so many",
          sizes.eventsPerTurn(),
          BuildPopulation::nextBuild);
      compare(
          pair,
          "a late event moves a build before its previous one, in a package of so many versions",
          sizes.eventsPerTurn(),
          BuildPopulation::lateEvent);
    }
  }

  // A store may have to step over each place that a build was moved away from.
  private void overtakings() {
    int times = sizes.overtakings();
    try (Pair pair =
        new Pair(
            1,
            population(times, 2, LOCALES).overtake(times),
            times,
            population(1, 2, LOCALES).overtake(times))) {
      compare(
          pair,
          "a late event moves a build before the other, which has happened so often before",
          OVERTAKINGS_PER_TURN,
          BuildPopulation::overtaking);
    }
  }

  private BuildPopulation population(int packages, int versions, int locales) {
    Path folder = run.folder().resolve("population-" + ++populations + (cached ? "" : "-uncached"));
    StoreFixture stores = new StoreFixture(folder, cached ? StoreFixture.CACHE_BYTES : 0);
    return new BuildPopulation(stores, report, run.seed(), packages, versions, locales);
  }

  private void compare(
      Pair pair, String event, int eventsPerTurn, Function<BuildPopulation, StatusEvent> events) {
    BuildPopulation small = pair.small();
    BuildPopulation large = pair.large();
    List<BuildPopulation> both = List.of(small, large);
    Progress progress = report.progress("turns", 2L * (WARM_UP_ROUNDS + sizes.rounds()));
    Turn<BuildPopulation, Long, RuntimeException> turn =
        population -> population.fold(eventsPerTurn, () -> events.apply(population));
    Comparison.run(both, WARM_UP_ROUNDS, progress, turn);
    Comparison<BuildPopulation, Long> cpu = Comparison.run(both, sizes.rounds(), progress, turn);
    Summary ratio = cpu.ratio(large, small, Long::doubleValue);
    report.add(new Ratio(cached, event, pair.few(), pair.many(), ratio));
  }
}
