package ai.warehouse.status.benchmark.topology;

import static ai.warehouse.status.benchmark.BrokerJvm.PARTITIONS;

import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.ProcessorMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The applications that are compared. */
enum Contender {
  /** This project's stream processor as released. */
  OURS,
  /** A Streams application that only forwards bytes. */
  FORWARD,
  /** The plain DSL with a JSON object for each build. */
  AFTERNOON;

  // The stream processor's defaults.
  private static final int THREADS = 2;
  private static final int COMMIT_INTERVAL_MS = 100;

  /** The settings that all contenders share, as text. */
  static final String SETTINGS =
      "%d partitions, %d threads, a commit each %d ms"
          .formatted(PARTITIONS, THREADS, COMMIT_INTERVAL_MS);

  /** Returns the prefix of the contender's topics. */
  String prefix() {
    return this + "-";
  }

  /** Returns the topic that the contender reads. */
  String input() {
    return prefix() + "status-events";
  }

  /** Returns the key of the record that brings an event to the contender. */
  String key(StatusEvent event) {
    return this == AFTERNOON ? event.key().toString() : event.key().packageKey().toString();
  }

  /**
   * Starts the contender in a JVM of its own, and returns at once.
   *
   * @param group name of the application, and so of the consumer group
   * @param stateFolder where the state is kept
   */
  ChildJvm start(String group, String bootstrapServers, Path stateFolder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("application.id", group);
    settings.put("state.dir", stateFolder.toString());
    settings.put("commit.interval.ms", Integer.toString(COMMIT_INTERVAL_MS));
    settings.put("num.stream.threads", Integer.toString(THREADS));
    if (this == OURS) {
      settings.put("topics.prefix", prefix());
      settings.put("topics.create", "false");
      // So that a restarted process gets its partitions at once, as in the Kubernetes example.
      settings.put("kafka.group.instance.id", group);
      return Checkout.current().start(ProcessorMain.class, settings);
    }
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "1");
    List<String> arguments = new ArrayList<>(List.of(name(), input(), prefix() + "status"));
    settings.forEach((key, value) -> arguments.add(key + "=" + value));
    return Checkout.current().child(RivalMain.class).arguments(arguments).start(toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
