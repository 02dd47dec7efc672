package ai.warehouse.status.benchmark.fold;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured.
 *
 * @param rounds in each of which every stage has a JVM of its own
 * @param warmUps iterations in each that don't count
 * @param iterations that do
 * @param each how long one takes
 */
record FoldSizes(int rounds, int warmUps, int iterations, TimeValue each) {
  static final FoldSizes FULL = new FoldSizes(7, 4, 3, TimeValue.seconds(1));
  static final FoldSizes QUICK = new FoldSizes(3, 2, 2, TimeValue.seconds(1));
}
