package ai.warehouse.status.benchmark;

import ai.warehouse.status.processor.ProcessorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts this project's stream processor as a process. */
public final class ProcessorJvm {
  private ProcessorJvm() {}

  /**
   * Starts it in a JVM of its own, and returns at once.
   *
   * @param name of its log
   * @param folder gets its log and, unless told otherwise, its state
   * @param settings besides those that suit one broker
   */
  public static ChildJvm start(String name, Path folder, Map<String, String> settings)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("state.dir", folder.resolve("state").toString());
    all.put("topics.replicas", "1");
    all.put("http.port", "-1");
    all.putAll(settings);
    List<String> arguments = new ArrayList<>();
    all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return ChildJvm.start(name, folder, ProcessorMain.class, arguments);
  }
}
