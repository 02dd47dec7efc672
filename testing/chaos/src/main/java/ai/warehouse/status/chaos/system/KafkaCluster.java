package ai.warehouse.status.chaos.system;

import ai.warehouse.status.chaos.network.PortRange;
import ai.warehouse.status.chaos.network.TcpProxy;
import ai.warehouse.status.embedded.KafkaNodeMain;
import ai.warehouse.status.embedded.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Three nodes, each a process. Every party has a listener of its own at each node, behind a proxy,
 * so that the network between any party and any node can be cut; one more is for the observer.
 */
public final class KafkaCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int HEAP_MB = 320;
  private static final int LOOK_SECONDS = 5;
  private static final long POLL_MS = 200;
  private static final String OBSERVER = "OBSERVER";

  // Seconds, where production waits for half a minute; and little memory and disk for each node.
  private static final Map<String, String> OVERRIDES =
      Map.ofEntries(
          Map.entry("broker.heartbeat.interval.ms", "1000"),
          Map.entry("broker.session.timeout.ms", "5000"),
          Map.entry("controller.quorum.election.timeout.ms", "2000"),
          Map.entry("controller.quorum.fetch.timeout.ms", "4000"),
          Map.entry("controller.quorum.request.timeout.ms", "4000"),
          Map.entry("replica.lag.time.max.ms", "5000"),
          Map.entry("replica.socket.timeout.ms", "5000"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.initial.rebalance.delay.ms", "500"),
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
          Map.entry("num.network.threads", "1"),
          Map.entry("num.io.threads", "2"),
          Map.entry("log.index.size.max.bytes", "1048576"));

  private final List<ManagedProcess> nodes = new ArrayList<>();
  private final List<Map<String, TcpProxy>> proxies = new ArrayList<>();
  private final List<Map<String, Integer>> listeners = new ArrayList<>();
  private Admin admin;

  /**
   * Prepares a cluster that doesn't run yet.
   *
   * @param parties names of those who have listeners of their own; letters and digits
   */
  KafkaCluster(
      RunFolder folder,
      PortRange ports,
      List<String> parties,
      BiConsumer<String, Integer> endedByItself) {
    for (int node = 0; node < NODES; node++) {
      Map<String, Integer> own = new LinkedHashMap<>();
      Map<String, TcpProxy> before = new LinkedHashMap<>();
      own.put(KafkaSettings.BROKER, ports.next());
      parties.forEach(party -> own.put(listener(party), ports.next()));
      own.put(KafkaSettings.CONTROLLER, ports.next());
      own.forEach((name, port) -> before.put(name, new TcpProxy(port)));
      own.put(OBSERVER, ports.next());
      listeners.add(own);
      proxies.add(before);
    }
    for (int node = 0; node < NODES; node++) {
      String name = "broker-" + (node + 1);
      List<String> arguments = List.of(writeSettings(folder.data(), name, node).toString());
      nodes.add(
          new ManagedProcess(
              name, KafkaNodeMain.class, HEAP_MB, arguments, folder.logs(), endedByItself));
    }
  }

  private Path writeSettings(Path folder, String name, int node) {
    Map<String, Integer> advertised = new LinkedHashMap<>(listeners.get(node));
    proxies.get(node).forEach((listener, proxy) -> advertised.put(listener, proxy.port()));
    List<Integer> voters =
        proxies.stream().map(before -> before.get(KafkaSettings.CONTROLLER).port()).toList();
    Properties properties =
        KafkaSettings.of(
            new KafkaSettings.Node(
                node + 1, folder.resolve(name), listeners.get(node), advertised, voters),
            OVERRIDES);
    Path file = folder.resolve(name + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts all nodes, and returns when they form a cluster. */
  void start() throws InterruptedException {
    nodes.forEach(ManagedProcess::start);
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!isWhole()) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the cluster didn't come up in two minutes");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  private boolean isWhole() throws InterruptedException {
    try {
      return admin.describeCluster().nodes().get(LOOK_SECONDS, TimeUnit.SECONDS).size() == NODES;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Returns the observer's bootstrap servers, past the proxies. */
  public String bootstrapServers() {
    return listeners.stream()
        .map(own -> "127.0.0.1:" + own.get(OBSERVER))
        .collect(Collectors.joining(","));
  }

  /** Returns a party's bootstrap servers. */
  public String bootstrapServers(String party) {
    return proxies.stream()
        .map(before -> "127.0.0.1:" + before.get(listener(party)).port())
        .collect(Collectors.joining(","));
  }

  /** Returns the proxies between a party and each node. */
  public List<TcpProxy> proxies(String party) {
    return proxies.stream().map(before -> before.get(listener(party))).toList();
  }

  /** Returns the proxies between a node and the other nodes. */
  public List<TcpProxy> proxiesFromOtherNodes(int node) {
    return List.of(
        proxies.get(node).get(KafkaSettings.BROKER),
        proxies.get(node).get(KafkaSettings.CONTROLLER));
  }

  /** Returns the nodes. */
  public List<ManagedProcess> nodes() {
    return nodes;
  }

  /** Returns the node that is the active controller; any if no node tells. */
  public ManagedProcess activeController() throws InterruptedException {
    try {
      int id =
          admin
              .describeMetadataQuorum()
              .quorumInfo()
              .get(LOOK_SECONDS, TimeUnit.SECONDS)
              .leaderId();
      return nodes.get(Math.max(0, id - 1));
    } catch (ExecutionException | TimeoutException e) {
      return nodes.get(0);
    }
  }

  /** Returns the observer's client, which is closed with this. */
  public Admin admin() {
    return admin;
  }

  private static String listener(String party) {
    return party.replace("-", "").toUpperCase(Locale.ROOT);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    nodes.forEach(ManagedProcess::close);
    proxies.forEach(before -> before.values().forEach(TcpProxy::close));
  }
}
