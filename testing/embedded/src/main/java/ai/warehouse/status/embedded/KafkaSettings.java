package ai.warehouse.status.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The configuration of nodes that are both broker and controller, quick to start: one alone, or
 * several that keep a replica of everything each.
 */
public final class KafkaSettings {
  /** The listener of clients and of the other brokers. */
  public static final String BROKER = "BROKER";

  /** The listener of the controllers. */
  public static final String CONTROLLER = "CONTROLLER";

  /** Only this machine can connect; a number, so that no resolver has a say in it. */
  static final String HOST = "127.0.0.1";

  /** The first node's; fixed, as is the cluster id: a folder fits only the node that wrote it. */
  static final int NODE_ID = 1;

  static final String CLUSTER_ID = "warehouseStatusLocal0A";

  private static final Set<String> RESERVED =
      identity(Node.alone(Path.of(""), 0, 0), null).keySet();

  private KafkaSettings() {}

  /**
   * A node among its cluster.
   *
   * @param id from 1
   * @param folder gets the node's data
   * @param listeners the port of each listener, {@link #BROKER} and {@link #CONTROLLER} among them
   * @param advertised the ports by which clients and other nodes reach these listeners
   * @param voters the advertised port of each node's controller, in the order of the ids
   */
  public record Node(
      int id,
      Path folder,
      Map<String, Integer> listeners,
      Map<String, Integer> advertised,
      List<Integer> voters) {

    static Node alone(Path folder, int brokerPort, int controllerPort) {
      return new Node(
          NODE_ID,
          folder,
          Map.of(BROKER, brokerPort, CONTROLLER, controllerPort),
          Map.of(BROKER, brokerPort),
          List.of(controllerPort));
    }
  }

  /**
   * A node's configuration.
   *
   * @param overrides settings which go before the defaults of this class
   */
  public static Properties of(Node node, Map<String, String> overrides) {
    return of(node, null, overrides);
  }

  /**
   * A node's configuration.
   *
   * @param security null for none: plain text, and everyone may do everything
   */
  static Properties of(Node node, KafkaSecurity security, Map<String, String> overrides) {
    Properties properties = new Properties();
    properties.putAll(defaults(node.voters.size()));
    properties.putAll(security == null ? Map.of() : security.broker());
    properties.putAll(overrides);
    properties.putAll(identity(node, security));
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

  private static Map<String, String> identity(Node node, KafkaSecurity security) {
    return Map.ofEntries(
        Map.entry("node.id", Integer.toString(node.id)),
        Map.entry("process.roles", "broker,controller"),
        Map.entry("listeners", addresses(node.listeners)),
        Map.entry("advertised.listeners", addresses(node.advertised)),
        Map.entry(
            "listener.security.protocol.map",
            node.listeners.keySet().stream()
                .map(name -> name + ":" + protocol(name, security))
                .collect(Collectors.joining(","))),
        Map.entry("inter.broker.listener.name", BROKER),
        Map.entry("controller.listener.names", CONTROLLER),
        // Static voters: dynamic ones would store the ports, which differ from start to start.
        Map.entry(
            "controller.quorum.voters",
            IntStream.range(0, node.voters.size())
                .mapToObj(i -> "%d@%s:%d".formatted(NODE_ID + i, HOST, node.voters.get(i)))
                .collect(Collectors.joining(","))),
        Map.entry("log.dirs", node.folder.toString()),
        Map.entry("metadata.log.dir", node.folder.toString()));
  }

  private static String addresses(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .map(port -> "%s://%s:%d".formatted(port.getKey(), HOST, port.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String protocol(String listener, KafkaSecurity security) {
    return listener.equals(CONTROLLER) ? "PLAINTEXT" : KafkaSecurity.protocolOf(security);
  }

  /** What suits so many nodes that are started for a test, over Kafka's own defaults. */
  static Map<String, String> defaults(int nodes) {
    String replicas = Integer.toString(nodes);
    String inSync = Integer.toString(nodes / 2 + 1);
    Map<String, String> defaults = new HashMap<>();
    // A topic that nobody created is a mistake, and tests should see it.
    defaults.put("auto.create.topics.enable", "false");

    // Each node has a replica, and a majority acknowledges; each partition costs start-up time.
    defaults.put("default.replication.factor", replicas);
    defaults.put("min.insync.replicas", inSync);
    defaults.put("offsets.topic.replication.factor", replicas);
    defaults.put("offsets.topic.num.partitions", "4");
    defaults.put("transaction.state.log.replication.factor", replicas);
    defaults.put("transaction.state.log.min.isr", inSync);
    defaults.put("transaction.state.log.num.partitions", "4");
    defaults.put("share.coordinator.state.topic.replication.factor", replicas);
    defaults.put("share.coordinator.state.topic.min.isr", inSync);
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
