package ai.warehouse.status.benchmark.topology;

/** What all contenders have in common. */
public record Setting(String guarantee, int partitions, int threads, long commitIntervalMs) {
  private static final int PARTITIONS = 4;
  // These two are the stream processor's defaults.
  private static final int THREADS = 2;
  private static final long COMMIT_INTERVAL_MS = 100;

  static Setting of(String guarantee) {
    return new Setting(guarantee, PARTITIONS, THREADS, COMMIT_INTERVAL_MS);
  }
}
