package ai.warehouse.status.benchmark.growth;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a number of events cost.
 *
 * @param cpuNanos CPU time of the folding thread, without RocksDB's own threads
 * @param allocatedBytes on this JVM's heap
 * @param changelogBytes of keys and values
 */
record Cost(long cpuNanos, long allocatedBytes, long changelogBytes) {
  static final Cost NONE = new Cost(0, 0, 0);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Measures work of this thread, whose changelog is counted elsewhere. */
  static Cost of(Runnable work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    work.run();
    return new Cost(
        THREADS.getCurrentThreadCpuTime() - cpu,
        THREADS.getCurrentThreadAllocatedBytes() - allocated,
        0);
  }

  Cost withChangelogBytes(long bytes) {
    return new Cost(cpuNanos, allocatedBytes, bytes);
  }

  Cost plus(Cost other) {
    return new Cost(
        cpuNanos + other.cpuNanos,
        allocatedBytes + other.allocatedBytes,
        changelogBytes + other.changelogBytes);
  }
}
