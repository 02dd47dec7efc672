package ai.warehouse.status.benchmark.growth;

import java.util.List;

/**
 * How much is compared with how much.
 *
 * @param overtakings how often two builds of one package have moved before each other
 * @param disk numbers of builds whose state on disk is measured
 */
record GrowthSizes(
    int fewLocales,
    int manyLocales,
    int fewBuilds,
    int manyBuilds,
    int fewVersions,
    int manyVersions,
    int overtakings,
    List<Integer> disk,
    int rounds,
    int eventsPerTurn) {
  static final GrowthSizes FULL =
      new GrowthSizes(
          10,
          100_000,
          1_000,
          1_000_000,
          10,
          100_000,
          10_000,
          List.of(10_000, 100_000, 1_000_000),
          21,
          5_000);

  /** Less of each but the same questions, for some three minutes. */
  static final GrowthSizes QUICK =
      new GrowthSizes(
          10, 100_000, 1_000, 100_000, 10, 100_000, 1_000, List.of(10_000, 30_000), 11, 1_000);
}
