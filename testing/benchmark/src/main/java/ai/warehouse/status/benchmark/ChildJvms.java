package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.processor.ProcessorMain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts what is measured in JVMs of their own. */
public final class ChildJvms {
  private static final String OPTIONS = "bench.child.options";

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
    return of(ProcessorMain.class).arguments(arguments).start("stream-processor");
  }
}
