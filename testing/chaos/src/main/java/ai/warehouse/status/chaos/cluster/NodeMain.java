package ai.warehouse.status.chaos.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Runs one node of a Kafka cluster, broker and controller, until told to stop. */
public final class NodeMain {
  private NodeMain() {}

  /** Takes the path of Kafka's properties, and the cluster's id. */
  public static void main(String[] arguments) throws Exception {
    KafkaConfig config = KafkaConfig.fromProps(read(Path.of(arguments[0])), false);
    format(config, arguments[1]);
    KafkaRaftServer node = new KafkaRaftServer(config, Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(node::shutdown, "shutdown"));
    node.startup();
    node.awaitShutdown();
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void format(KafkaConfig config, String clusterId) throws Exception {
    PrintStream silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(silence)
        .setClusterId(clusterId)
        .setNodeId(config.nodeId())
        .setControllerListenerName(NodeSettings.CONTROLLER)
        .setMetadataLogDirectory(config.metadataLogDir())
        .addDirectory(config.metadataLogDir())
        .setIgnoreFormatted(true)
        .run();
  }
}
