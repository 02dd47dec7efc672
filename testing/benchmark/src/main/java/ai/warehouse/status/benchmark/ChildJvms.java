package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.processor.ProcessorMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts what is measured in JVMs of their own. */
public final class ChildJvms {
  private static final String OPTIONS = "bench.child.options";
  private static final double NANOS_PER_MICRO = 1e3;
  private static final String SHIPPED = "service/src/main/bin/jvm-options";

  private ChildJvms() {}

  /**
   * A child with 1 GB of heap and the options of {@code -Dbench.child.options}, as a profiler's.
   */
  public static ChildJvm.Builder of(Class<?> main) {
    ChildJvm.Builder child = ChildJvm.of(main).options("-Xmx1g");
    String options = System.getProperty(OPTIONS, "");
    return options.isBlank() ? child : child.options(options.split(" "));
  }

  /** The same, with the options that the archives of this project ship. */
  public static ChildJvm.Builder service(Class<?> main) {
    return of(main).options(shippedOptions().toArray(String[]::new));
  }

  /** Returns the shipped options; none unless {@code -Dbench.home} names the project's folder. */
  static List<String> shippedOptions() {
    Path file = Path.of(System.getProperty("bench.home", ""), SHIPPED);
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(String::strip).filter(line -> !line.matches("(#.*)?")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the microseconds of CPU that a process has taken; the kernel counts in steps of ten
   * thousand.
   */
  public static double cpuMicros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / NANOS_PER_MICRO;
  }

  /**
   * Starts this project's stream processor, and returns at once.
   *
   * @param settings besides those that a single broker needs
   */
  public static ChildJvm startProcessor(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("topics.replicas", "1");
    all.put("http.port", "-1");
    List<String> arguments = new ArrayList<>();
    all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return service(ProcessorMain.class).arguments(arguments).start("stream-processor");
  }
}
