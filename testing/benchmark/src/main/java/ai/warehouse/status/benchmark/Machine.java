package ai.warehouse.status.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The machine and the commit of a measurement.
 *
 * @param memoryMb of the machine
 * @param options of the JVM that the archives ship, and so services and rivals have here
 * @param load how many processes wanted to run when the measurement began; much above 0 means that
 *     others disturbed it
 * @param commit of this project, as the script says; unknown without it
 */
public record Machine(
    String os,
    int cores,
    long memoryMb,
    String jvm,
    List<String> options,
    double load,
    String commit) {
  private static final double NANOS_PER_MICRO = 1e3;

  /** Looks at this machine. */
  public static Machine current() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        "%s %s %s".formatted(system.getName(), system.getVersion(), system.getArch()),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 20,
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
        Checkout.current().options(),
        system.getSystemLoadAverage(),
        System.getProperty("bench.commit", "unknown"));
  }

  /**
   * Returns the microseconds of CPU that a process has taken; the kernel counts in steps of ten
   * thousand.
   */
  public static double cpuMicros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / NANOS_PER_MICRO;
  }

  /** Returns the megabytes of memory that a process occupies, as Linux counts them. */
  public static long residentMb(ProcessHandle process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      String resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(resident.replaceAll("\\D", "")) >> 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines for the head of a report. */
  @Override
  public String toString() {
    return """
    machine   %s, %d cores, %,d MB; load when begun %.1f
    JVM       %s; options of services %s
    commit    %s\
    """
        .formatted(os, cores, memoryMb, load, jvm, options, commit);
  }
}
