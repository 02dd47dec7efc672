package ai.warehouse.status.benchmark.fold;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured.
 *
 * @param forks JVMs, one after the other
 * @param warmUps iterations in each that don't count
 * @param iterations that do
 * @param each how long one takes
 */
record FoldSizes(int forks, int warmUps, int iterations, TimeValue each) {
  static final FoldSizes FULL = new FoldSizes(3, 4, 5, TimeValue.seconds(1));
  static final FoldSizes QUICK = new FoldSizes(1, 3, 3, TimeValue.seconds(1));
}
