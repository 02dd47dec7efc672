package ai.warehouse.status.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The broker's configuration: one node that is both broker and controller, quick to start. */
final class KafkaSettings {
  /** Fixed, as is the cluster id: a folder can be used again only by the node that wrote it. */
  static final int NODE_ID = 1;

  static final String CLUSTER_ID = "warehouseStatusLocal0A";

  private static final Set<String> RESERVED = identity(0, 0, Path.of(""), null).keySet();

  private KafkaSettings() {}

  /**
   * The configuration for a node on these sockets with its data in this folder.
   *
   * @param security null for none: plain text, and everyone may do everything
   * @param overrides settings which go before the defaults of this class
   */
  static Properties of(
      KafkaSockets sockets, Path folder, KafkaSecurity security, Map<String, String> overrides) {
    Properties properties = new Properties();
    properties.putAll(defaults());
    properties.putAll(security == null ? Map.of() : security.broker());
    properties.putAll(overrides);
    properties.putAll(identity(sockets.brokerPort(), sockets.controllerPort(), folder, security));
    return properties;
  }

  /**
   * Checks that no name is one of the settings that tie the node to its sockets and its folder.
   *
   * @throws IllegalArgumentException if one is
   */
  static void requireOverridable(Set<String> names) {
    SortedSet<String> refused = new TreeSet<>(names);
    refused.retainAll(RESERVED);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException("the embedded broker sets these itself: " + refused);
    }
  }

  private static Map<String, String> identity(
      int brokerPort, int controllerPort, Path folder, KafkaSecurity security) {
    String broker = "%s://%s:%d".formatted(KafkaSockets.BROKER, KafkaSockets.HOST, brokerPort);
    String controller = "%s:%d".formatted(KafkaSockets.HOST, controllerPort);
    return Map.ofEntries(
        Map.entry("node.id", Integer.toString(NODE_ID)),
        Map.entry("process.roles", "broker,controller"),
        Map.entry("listeners", "%s,%s://%s".formatted(broker, KafkaSockets.CONTROLLER, controller)),
        Map.entry("advertised.listeners", broker),
        Map.entry(
            "listener.security.protocol.map",
            "BROKER:%s,CONTROLLER:PLAINTEXT".formatted(KafkaSecurity.protocolOf(security))),
        Map.entry("inter.broker.listener.name", KafkaSockets.BROKER),
        Map.entry("controller.listener.names", KafkaSockets.CONTROLLER),
        // Static voters: dynamic ones would store the port, which differs from start to start.
        Map.entry("controller.quorum.voters", NODE_ID + "@" + controller),
        Map.entry("log.dirs", folder.toString()),
        Map.entry("metadata.log.dir", folder.toString()));
  }

  /** What suits one node that is started for a test, over Kafka's own defaults. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    // A topic that nobody created is a mistake, and tests should see it.
    defaults.put("auto.create.topics.enable", "false");

    // There is one node to hold the internal topics, and every partition costs start-up time.
    defaults.put("offsets.topic.replication.factor", "1");
    defaults.put("offsets.topic.num.partitions", "4");
    defaults.put("transaction.state.log.replication.factor", "1");
    defaults.put("transaction.state.log.min.isr", "1");
    defaults.put("transaction.state.log.num.partitions", "4");
    defaults.put("share.coordinator.state.topic.replication.factor", "1");
    defaults.put("share.coordinator.state.topic.min.isr", "1");
    defaults.put("share.coordinator.state.topic.num.partitions", "4");

    // Groups of all three protocols get their first assignment at once instead of after seconds.
    defaults.put("group.initial.rebalance.delay.ms", "0");
    defaults.put("group.consumer.min.heartbeat.interval.ms", "100");
    defaults.put("group.consumer.heartbeat.interval.ms", "500");
    defaults.put("group.streams.initial.rebalance.delay.ms", "0");
    defaults.put("group.streams.min.heartbeat.interval.ms", "100");
    defaults.put("group.streams.heartbeat.interval.ms", "500");
    defaults.put("group.streams.min.assignment.interval.ms", "0");
    defaults.put("group.streams.assignment.interval.ms", "0");

    // After a kill, the node is let in again only when the session of its former life has expired.
    defaults.put("broker.heartbeat.interval.ms", "500");
    defaults.put("broker.session.timeout.ms", "3000");

    // 128 MB of heap by default; the least that is allowed is 1 MB for each thread.
    defaults.put("log.cleaner.dedupe.buffer.size", "2097152");
    return defaults;
  }
}
