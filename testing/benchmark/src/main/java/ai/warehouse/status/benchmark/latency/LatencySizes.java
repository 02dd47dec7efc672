package ai.warehouse.status.benchmark.latency;

/**
 * How much is measured.
 *
 * @param builds at work at once
 * @param warmUp events sent at once, before anything counts
 * @param backlog events sent at once, to find the maximum; 0 for not to find it
 * @param rate events a second of a steady stream
 * @param seconds how long it flows, and one at half the maximum if that is known
 */
record LatencySizes(int builds, int warmUp, int backlog, int rate, int seconds) {
  static final LatencySizes FULL = new LatencySizes(100, 30_000, 60_000, 200, 60);
  static final LatencySizes QUICK = new LatencySizes(100, 10_000, 20_000, 200, 15);
  static final LatencySizes HEADLINE = new LatencySizes(100, 2_000, 0, 200, 5);
}
