package ai.warehouse.status.chaos.cluster;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Kafka's properties for a node that is both broker and controller, in a cluster that keeps three
 * copies of everything and acknowledges what two have.
 */
final class NodeSettings {
  static final String CONTROLLER = "CONTROLLER";
  static final String BROKER = "BROKER";

  private static final String HOST = "127.0.0.1";

  private NodeSettings() {}

  /**
   * Returns a node's properties.
   *
   * @param advertised each listener's port as others know it, this node's
   * @param voters the controller listener's port as others know it, each node's
   */
  static Properties of(
      int id,
      Path folder,
      Map<String, Integer> listeners,
      Map<String, Integer> advertised,
      List<Integer> voters) {
    Properties properties = new Properties();
    properties.putAll(cluster());
    properties.putAll(patience());
    properties.put("node.id", Integer.toString(id));
    properties.put("process.roles", "broker,controller");
    properties.put("listeners", addresses(listeners));
    properties.put("advertised.listeners", addresses(advertised));
    properties.put(
        "listener.security.protocol.map",
        listeners.keySet().stream()
            .map(name -> name + ":PLAINTEXT")
            .collect(Collectors.joining(",")));
    properties.put("inter.broker.listener.name", BROKER);
    properties.put("controller.listener.names", CONTROLLER);
    StringBuilder quorum = new StringBuilder();
    for (int i = 0; i < voters.size(); i++) {
      quorum.append(i == 0 ? "" : ",").append("%d@%s:%d".formatted(i + 1, HOST, voters.get(i)));
    }
    properties.put("controller.quorum.voters", quorum.toString());
    properties.put("log.dirs", folder.toString());
    properties.put("metadata.log.dir", folder.toString());
    return properties;
  }

  private static String addresses(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(port -> "%s://%s:%d".formatted(port.getKey(), HOST, port.getValue()))
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> cluster() {
    Map<String, String> settings = new HashMap<>();
    settings.put("default.replication.factor", "3");
    settings.put("min.insync.replicas", "2");
    settings.put("offsets.topic.replication.factor", "3");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "3");
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "3");
    settings.put("share.coordinator.state.topic.min.isr", "2");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.network.threads", "1");
    settings.put("num.io.threads", "2");
    // 128 MB of heap and 10 MB of disk for each partition's index by default.
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("log.index.size.max.bytes", "1048576");
    return settings;
  }

  /** How soon what is gone is missed: seconds, where production waits for half a minute. */
  private static Map<String, String> patience() {
    Map<String, String> settings = new HashMap<>();
    settings.put("broker.heartbeat.interval.ms", "1000");
    settings.put("broker.session.timeout.ms", "5000");
    settings.put("controller.quorum.election.timeout.ms", "2000");
    settings.put("controller.quorum.fetch.timeout.ms", "4000");
    settings.put("controller.quorum.request.timeout.ms", "4000");
    settings.put("replica.lag.time.max.ms", "5000");
    settings.put("replica.socket.timeout.ms", "5000");
    settings.put("group.min.session.timeout.ms", "1000");
    settings.put("group.initial.rebalance.delay.ms", "500");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    return settings;
  }
}
