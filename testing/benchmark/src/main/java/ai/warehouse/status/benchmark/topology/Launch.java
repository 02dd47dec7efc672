package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.benchmark.ProcessorJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** Starts contenders. */
final class Launch {
  private Launch() {}

  /**
   * Starts one in a JVM of its own, and returns at once.
   *
   * @param group its name, also of its consumer group
   * @param folder gets its log and its state
   */
  static ChildJvm start(
      Contender contender, String group, String brokers, Setting setting, Path folder)
      throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", brokers);
    settings.put("application.id", group);
    settings.put("state.dir", folder.resolve(group).toString());
    settings.put("commit.interval.ms", Long.toString(setting.commitIntervalMs()));
    settings.put("num.stream.threads", Integer.toString(setting.threads()));
    if (contender == Contender.OURS) {
      settings.put("topics.prefix", contender.prefix());
      settings.put("topics.create", "false");
      return ProcessorJvm.start(group, folder, settings);
    }
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "1");
    return ChildJvm.start(group, folder, RivalMain.class, rival(contender, settings));
  }

  private static List<String> rival(Contender contender, Map<String, String> settings) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(contender.name(), contender.input(), contender.prefix() + "status"));
    settings.forEach((key, value) -> all.add(key + "=" + value));
    return all;
  }
}
