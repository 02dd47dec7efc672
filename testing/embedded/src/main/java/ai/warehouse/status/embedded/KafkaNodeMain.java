package ai.warehouse.status.embedded;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Runs one node of a Kafka cluster in a process of its own until told to stop.
 *
 * <p>Unlike {@link EmbeddedKafka}, a fault inside the node ends the process, as in production.
 */
public final class KafkaNodeMain {
  private KafkaNodeMain() {}

  /** Takes the path of a file with the properties that {@link KafkaSettings#of} made. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(reader);
    }
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    KafkaNode.format(config, List.of());
    KafkaRaftServer node = new KafkaRaftServer(config, Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(node::shutdown, "shutdown"));
    node.startup();
    node.awaitShutdown();
  }
}
