package ai.warehouse.status.benchmark.topology;

import static ai.warehouse.status.benchmark.topology.Contender.AFTERNOON;
import static ai.warehouse.status.benchmark.topology.Contender.FORWARD;
import static ai.warehouse.status.benchmark.topology.Contender.OURS;

import ai.warehouse.status.benchmark.Workload;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUpSeconds how long each contender is at work before that counts
 * @param rounds that do
 * @param seconds that a turn is to take, which decides how many events it gets
 */
record TopologySizes(double warmUpSeconds, int rounds, double seconds, List<Contest> contests) {
  private static final int BUILDS = 100;

  /** Mostly warm: the compiler is at work for a minute and more, and longest on our code. */
  static final TopologySizes FULL =
      new TopologySizes(
          45,
          7,
          2,
          List.of(
              ordinary(50_000, OURS, FORWARD, AFTERNOON),
              large(40, 1_000, 20_000),
              large(8, 10_000, 1_000)));

  static final TopologySizes QUICK =
      new TopologySizes(
          15, 3, 1, List.of(ordinary(50_000, OURS, FORWARD, AFTERNOON), large(40, 1_000, 10_000)));

  /** The limit alone, at the usual size; by no means as warm, which shows in our ratio. */
  static final TopologySizes HEADLINE =
      new TopologySizes(2, 3, 0.8, List.of(ordinary(30_000, OURS, FORWARD)));

  private static Contest ordinary(int first, Contender... contenders) {
    return new Contest(BUILDS, Workload.LOCALES, false, first, List.of(contenders));
  }

  private static Contest large(int builds, int locales, int first) {
    return new Contest(builds, locales, true, first, List.of(OURS, AFTERNOON));
  }
}
