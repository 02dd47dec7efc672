package ai.warehouse.status.benchmark;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;
import org.rocksdb.RocksDB;

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
    String kafka,
    String rocksDb,
    String commit) {
  private static final long MB = 1024 * 1024;

  /** Looks at this machine. */
  public static Machine current() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    RocksDB.loadLibrary();
    return new Machine(
        "%s %s %s".formatted(system.getName(), system.getVersion(), system.getArch()),
        system.getAvailableProcessors(),
        system.getTotalMemorySize() / MB,
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
        Checkout.current().options(),
        system.getSystemLoadAverage(),
        AppInfoParser.getVersion(),
        RocksDB.rocksdbVersion().toString(),
        System.getProperty("bench.commit", "unknown"));
  }

  /** Returns the lines for the head of a report. */
  @Override
  public String toString() {
    return """
    machine   %s, %d cores, %,d MB; load when begun %.1f
    JVM       %s; options of services %s
    versions  Kafka Streams %s, RocksDB %s, this project at %s\
    """
        .formatted(os, cores, memoryMb, load, jvm, options, kafka, rocksDb, commit);
  }
}
