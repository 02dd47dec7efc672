package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.growth.Contest.Contender;
import ai.warehouse.status.benchmark.growth.Contest.Outcome;
import ai.warehouse.status.model.StatusEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks whether one event costs the same however many locales, builds and versions there are. */
final class GrowthBenchmark {
  private static final int LOCALES = 20; // of an ordinary build
  private static final int OVERTAKINGS_PER_TURN = 100;

  private final GrowthSizes sizes;
  private final long seed;
  private final Path folder;
  private final PrintWriter log;
  private final Consumer<Outcome> report;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int worlds;

  /**
   * Plans the contests.
   *
   * @param folder an empty one, for state
   * @param log where progress is shown
   * @param report is told each outcome at once
   */
  GrowthBenchmark(
      GrowthSizes sizes, long seed, Path folder, PrintWriter log, Consumer<Outcome> report) {
    this.sizes = sizes;
    this.seed = seed;
    this.folder = folder;
    this.log = log;
    this.report = report;
  }

  /** Runs all contests, on the stores and in memory. */
  List<Outcome> run() {
    String stores = "on the processor's stores";
    run(stores, StoreWorld::cached);
    overtakings(stores, StoreWorld::cached);
    run("on these stores with caches of no size", StoreWorld::uncached);
    String memory = "in memory";
    run(memory, unused -> new MapWorld());
    overtakings(memory, unused -> new MapWorld());
    return outcomes;
  }

  private void run(String fold, World.Factory factory) {
    locales(fold, factory);
    builds(fold, factory);
    versions(fold, factory);
  }

  private void locales(String fold, World.Factory factory) {
    int few = sizes.fewLocales();
    int many = sizes.manyLocales();
    try (Fleet one = fleet(factory, 1, 1, few).begin(log).complete(log);
        Fleet several = fleet(factory, many / few, 1, few).begin(log).complete(log);
        Fleet large = fleet(factory, 1, 1, many).begin(log).complete(log)) {
      String question = "a locale completes or fails, in a build of so many locales";
      contest(
          fold,
          question,
          contender("%,d (and as much in all)".formatted(few), several, several::happen),
          contender("%,d".formatted(many), large, large::happen));
      contest(
          fold,
          question,
          contender("%,d (and nothing else)".formatted(few), one, one::happen),
          contender("%,d".formatted(many), large, large::happen));
    }
  }

  private void builds(String fold, World.Factory factory) {
    int few = sizes.fewBuilds();
    int many = sizes.manyBuilds();
    try (Fleet small = fleet(factory, few / 10, 10, LOCALES).begin(log);
        Fleet large = fleet(factory, many / 10, 10, LOCALES).begin(log)) {
      contest(
          fold,
          "a locale completes or fails, in one of %,d builds at work, among so many builds"
              .formatted(few),
          contender("%,d".formatted(few), small, () -> small.happen(few)),
          contender("%,d".formatted(many), large, () -> large.happen(few)));
      contest(
          fold,
          "a locale completes or fails, in any of so many builds",
          contender("%,d".formatted(few), small, small::happen),
          contender("%,d".formatted(many), large, large::happen));
    }
  }

  private void versions(String fold, World.Factory factory) {
    int few = sizes.fewVersions();
    int many = sizes.manyVersions();
    try (Fleet one = fleet(factory, many, 1, LOCALES).begin(log);
        Fleet several = fleet(factory, many / few, few, LOCALES).begin(log);
        Fleet large = fleet(factory, 1, many, LOCALES).begin(log)) {
      for (Fleet small : List.of(one, several)) {
        String name = small == one ? "1" : "%,d".formatted(few);
        versions(
            fold,
            "a locale completes or fails, in a package of so many versions",
            name,
            small,
            large,
            f -> f::happen);
        versions(
            fold, "a version begins, in a package of so many", name, small, large, f -> f::next);
        versions(
            fold,
            "a late event moves a build before its previous one, in a package of so many versions",
            name,
            small,
            large,
            f -> f::late);
      }
    }
  }

  private void versions(
      String fold,
      String question,
      String small,
      Fleet smaller,
      Fleet larger,
      Function<Fleet, Supplier<StatusEvent>> events) {
    contest(
        fold,
        question,
        contender(small, smaller, events.apply(smaller)),
        contender("%,d".formatted(sizes.manyVersions()), larger, events.apply(larger)));
  }

  /**
   * A store may have to step over each place that a build was moved away from. The turns are short,
   * so that they add little to how often that happened.
   */
  private void overtakings(String fold, World.Factory factory) {
    int times = sizes.overtakings();
    try (Fleet small = fleet(factory, times, 2, LOCALES).begin(log).overtake(log, times);
        Fleet large = fleet(factory, 1, 2, LOCALES).begin(log).overtake(log, times)) {
      contest(
          OVERTAKINGS_PER_TURN,
          fold,
          "a late event moves a build before the other, which has happened so often before",
          contender("about once", small, small::overtake),
          contender("%,d times".formatted(times), large, large::overtake));
    }
  }

  private Fleet fleet(World.Factory factory, int packages, int versions, int locales) {
    worlds++;
    return new Fleet(
        factory.create(folder.resolve("world-" + worlds)), seed, packages, versions, locales);
  }

  private static Contender contender(String name, Fleet fleet, Supplier<StatusEvent> events) {
    return new Contender(name, fleet.world(), events);
  }

  private void contest(String fold, String question, Contender small, Contender large) {
    contest(sizes.eventsPerTurn(), fold, question, small, large);
  }

  private void contest(
      int eventsPerTurn, String fold, String question, Contender small, Contender large) {
    Outcome outcome = new Contest(small, large, sizes.rounds(), eventsPerTurn).run(fold, question);
    outcomes.add(outcome);
    report.accept(outcome);
  }
}
