package ai.warehouse.status.chaos.cluster;

import ai.warehouse.status.chaos.network.PortRange;
import ai.warehouse.status.chaos.network.TcpProxy;
import ai.warehouse.status.chaos.process.Member;
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
  private static final String CLUSTER_ID = "warehouseStatusChaos0A";
  private static final String OBSERVER = "OBSERVER";

  private final List<Member> nodes = new ArrayList<>();
  private final List<Map<String, TcpProxy>> proxies = new ArrayList<>();
  private final List<Map<String, Integer>> listeners = new ArrayList<>();
  private Admin admin;

  /**
   * Prepares a cluster that isn't running.
   *
   * @param data gets the nodes' data and settings
   * @param parties names of those who have listeners of their own; letters and digits
   */
  public KafkaCluster(
      Path data,
      PortRange ports,
      Member.Folders folders,
      List<String> parties,
      BiConsumer<String, Integer> endedByItself) {
    for (int node = 0; node < NODES; node++) {
      Map<String, Integer> own = new LinkedHashMap<>();
      Map<String, TcpProxy> before = new LinkedHashMap<>();
      own.put(NodeSettings.BROKER, ports.next());
      parties.forEach(party -> own.put(listener(party), ports.next()));
      own.put(NodeSettings.CONTROLLER, ports.next());
      own.forEach((name, port) -> before.put(name, new TcpProxy(port)));
      own.put(OBSERVER, ports.next());
      listeners.add(own);
      proxies.add(before);
    }
    for (int node = 0; node < NODES; node++) {
      Path file = write(data, node);
      nodes.add(
          new Member(
              "broker-" + (node + 1),
              new Member.Program(NodeMain.class, HEAP_MB),
              folders,
              () -> List.of(file.toString(), CLUSTER_ID),
              endedByItself));
    }
  }

  private Path write(Path folder, int node) {
    Map<String, Integer> advertised = new LinkedHashMap<>(listeners.get(node));
    proxies.get(node).forEach((name, proxy) -> advertised.put(name, proxy.port()));
    List<Integer> voters =
        proxies.stream().map(before -> before.get(NodeSettings.CONTROLLER).port()).toList();
    Path data = folder.resolve("broker-" + (node + 1));
    Properties properties =
        NodeSettings.of(node + 1, data, listeners.get(node), advertised, voters);
    try {
      Files.createDirectories(data);
      Path file = folder.resolve("broker-%d.properties".formatted(node + 1));
      try (Writer writer = Files.newBufferedWriter(file)) {
        properties.store(writer, null);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts all nodes, and returns when they form a cluster. */
  public void start() throws InterruptedException {
    nodes.forEach(Member::start);
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

  /** Returns where the observer finds the brokers, past the proxies. */
  public String bootstrapServers() {
    return listeners.stream()
        .map(own -> "127.0.0.1:" + own.get(OBSERVER))
        .collect(Collectors.joining(","));
  }

  /** Returns where a party finds the brokers. */
  public String bootstrapServers(String party) {
    return proxies.stream()
        .map(before -> "127.0.0.1:" + before.get(listener(party)).port())
        .collect(Collectors.joining(","));
  }

  /** Returns what stands between a party and each node. */
  public List<TcpProxy> proxies(String party) {
    return proxies.stream().map(before -> before.get(listener(party))).toList();
  }

  /** Returns what stands before a node where the other nodes come in. */
  public List<TcpProxy> proxiesFromOtherNodes(int node) {
    return List.of(
        proxies.get(node).get(NodeSettings.BROKER), proxies.get(node).get(NodeSettings.CONTROLLER));
  }

  /** Returns the nodes. */
  public List<Member> nodes() {
    return nodes;
  }

  /** Returns the number, from 0, of the node that is the active controller; any if none tells. */
  public int activeController() throws InterruptedException {
    try {
      int id =
          admin
              .describeMetadataQuorum()
              .quorumInfo()
              .get(LOOK_SECONDS, TimeUnit.SECONDS)
              .leaderId();
      return Math.max(0, id - 1);
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    }
  }

  /** Returns how this process speaks to the cluster. */
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
    nodes.forEach(Member::close);
    proxies.forEach(before -> before.values().forEach(TcpProxy::close));
  }
}
