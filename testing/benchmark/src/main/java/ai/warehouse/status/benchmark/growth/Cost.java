package ai.warehouse.status.benchmark.growth;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a number of events cost.
 *
 * @param nanos on the clock
 * @param cpuNanos of the folding thread, which others on the machine don't lengthen
 * @param written bytes of keys and values that went to the changelogs; 0 where there are none
 * @param allocated bytes on this JVM's heap
 */
record Cost(long nanos, long cpuNanos, long written, long allocated) {
  static final Cost NONE = new Cost(0, 0, 0, 0);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Measures work of this thread, which writes nothing. */
  static Cost of(Runnable work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begin = System.nanoTime();
    work.run();
    long nanos = System.nanoTime() - begin;
    return new Cost(
        nanos,
        THREADS.getCurrentThreadCpuTime() - cpu,
        0,
        THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  Cost withWritten(long bytes) {
    return new Cost(nanos, cpuNanos, bytes, allocated);
  }

  Cost plus(Cost other) {
    return new Cost(
        nanos + other.nanos,
        cpuNanos + other.cpuNanos,
        written + other.written,
        allocated + other.allocated);
  }
}
