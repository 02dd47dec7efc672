package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.ChildJvm;

/** What is measured in JVMs of its own. */
public final class ChildJvms {
  private static final String OPTIONS = "bench.child.options";
  private static final double NANOS_PER_MICRO = 1e3;

  private ChildJvms() {}

  /**
   * A child with 1 GB of heap and the options of {@code -Dbench.child.options}, as a profiler's.
   */
  public static ChildJvm.Builder of(Class<?> main) {
    ChildJvm.Builder child = ChildJvm.of(main).options("-Xmx1g");
    String options = System.getProperty(OPTIONS, "");
    return options.isBlank() ? child : child.options(options.split(" "));
  }

  /**
   * Returns the microseconds of CPU that a process has taken; the kernel counts in steps of ten
   * thousand.
   */
  public static double cpuMicros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / NANOS_PER_MICRO;
  }
}
