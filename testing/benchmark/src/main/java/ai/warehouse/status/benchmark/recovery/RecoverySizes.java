package ai.warehouse.status.benchmark.recovery;

import java.util.List;

/**
 * How much is measured.
 *
 * @param builds sizes of the state
 * @param kills with the state kept, and as many with it deleted
 * @param rate events a second that keep coming
 */
record RecoverySizes(List<Integer> builds, int kills, int rate) {
  static final RecoverySizes FULL = new RecoverySizes(List.of(1_000, 10_000, 100_000), 5, 200);
  static final RecoverySizes QUICK = new RecoverySizes(List.of(300, 3_000), 3, 200);
}
