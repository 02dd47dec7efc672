package ai.warehouse.status.benchmark.topology;

/** What all contenders have in common. */
public record Setting(int partitions, int threads, long commitIntervalMs) {
  /** Threads and interval are the stream processor's defaults. */
  static final Setting ALL = new Setting(4, 2, 100);
}
