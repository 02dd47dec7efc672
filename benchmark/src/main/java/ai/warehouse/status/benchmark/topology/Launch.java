package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.processor.ProcessorMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    List<String> settings =
        List.of(
            "bootstrap.servers=" + brokers,
            "application.id=" + group,
            "state.dir=" + folder.resolve(group),
            "processing.guarantee=" + setting.guarantee(),
            "commit.interval.ms=" + setting.commitIntervalMs(),
            "num.stream.threads=" + setting.threads());
    return contender == Contender.OURS
        ? ChildJvm.start(group, folder, ProcessorMain.class, ours(settings))
        : ChildJvm.start(group, folder, RivalMain.class, rival(contender, settings));
  }

  private static List<String> ours(List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    all.add("topics.prefix=" + Contender.OURS.prefix());
    all.add("topics.create=false");
    all.add("topics.replicas=1");
    all.add("http.port=-1");
    return all.stream().flatMap(each -> List.of("--set", each).stream()).toList();
  }

  private static List<String> rival(Contender contender, List<String> settings) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(contender.name(), contender.input(), contender.prefix() + "status"));
    all.addAll(settings);
    all.add("replication.factor=1");
    return all;
  }
}
