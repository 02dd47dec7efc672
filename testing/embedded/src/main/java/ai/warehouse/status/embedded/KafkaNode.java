package ai.warehouse.status.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * The parts of {@link KafkaRaftServer}, put together anew.
 *
 * <p>That class itself would do but for two things: it ends the JVM on a fault, and it binds its
 * own sockets.
 */
final class KafkaNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaNode.class);

  private final Metrics metrics = new Metrics(Time.SYSTEM);
  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(KafkaConfig config, KafkaSockets sockets) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    QuorumConfig quorum = config.quorumConfig();
    SharedServer shared =
        new SharedServer(
            config,
            stored._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
            List.of(),
            (name, fatal, action) -> new LoggingFaultHandler(name, action),
            sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    broker = new BrokerServer(shared);
  }

  /**
   * Formats the folder unless it is formatted already, and starts the node.
   *
   * @param scramArguments the users that a new folder begins with, as the formatter takes them
   * @throws Exception whatever Kafka throws; nothing is left running then
   */
  static KafkaNode start(Properties properties, KafkaSockets sockets, List<String> scramArguments)
      throws Exception {
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    format(config, scramArguments);
    KafkaNode node = new KafkaNode(config, sockets);
    try {
      node.controller.startup();
      node.broker.startup();
      return node;
    } catch (Throwable e) {
      try {
        node.close();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  /**
   * Waits until both have ended; the broker goes first, because it takes leave of the controller.
   */
  @Override
  public void close() {
    try {
      broker.shutdown();
      broker.awaitShutdown();
    } finally {
      controller.shutdown();
      controller.awaitShutdown();
      metrics.close();
    }
  }

  /** Formats the folder unless it is formatted already. */
  static void format(KafkaConfig config, List<String> scramArguments) throws Exception {
    PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(silence)
        .setClusterId(KafkaSettings.CLUSTER_ID)
        .setNodeId(config.nodeId())
        .setControllerListenerName(KafkaSettings.CONTROLLER)
        .setMetadataLogDirectory(config.metadataLogDir())
        .addDirectory(config.metadataLogDir())
        .setScramArguments(scramArguments)
        .setIgnoreFormatted(true)
        .run();
  }
}
