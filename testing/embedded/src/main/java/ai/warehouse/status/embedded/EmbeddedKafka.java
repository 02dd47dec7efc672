package ai.warehouse.status.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker of one node (KRaft) in this JVM, reachable from this machine only.
 *
 * <p>A fault inside the broker is logged at ERROR and this JVM goes on; but Kafka still halts the
 * JVM when the broker can no longer write to its folder.
 */
public final class EmbeddedKafka implements KafkaServer {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final int port;
  private final KafkaNode node;
  private final Optional<TemporaryFolder> temporary;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedKafka(int port, KafkaNode node, Optional<TemporaryFolder> temporary) {
    this.port = port;
    this.node = node;
    this.temporary = temporary;
  }

  /**
   * Starts a broker on a free port, with a temporary folder that is deleted on close.
   *
   * @throws StartFailedException if it does not start
   */
  public static EmbeddedKafka start() {
    return builder().start();
  }

  /** A builder for a broker with a port, a folder or settings of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** The value of {@code bootstrap.servers} for clients; the broker advertises the same. */
  @Override
  public String bootstrapServers() {
    return KafkaSettings.HOST + ":" + port;
  }

  /** The port that the broker listens on. */
  public int port() {
    return port;
  }

  /** Stops the broker, waits until it has stopped, and deletes its folder if that is temporary. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      node.close();
    } finally {
      temporary.ifPresent(TemporaryFolder::close);
    }
    LOG.atInfo().addKeyValue("port", port).log("Kafka broker stopped");
  }

  /** The options of a broker. */
  public static final class Builder {
    private int port;
    private Optional<Path> dataDirectory = Optional.empty();
    private Map<String, String> properties = Map.of();
    private KafkaSecurity security;

    private Builder() {}

    /**
     * Listens on this port.
     *
     * @param port 1 to 65535; 0, the default, for a free one
     */
    public Builder port(int port) {
      this.port = Ports.requireValid(port);
      return this;
    }

    /**
     * Keeps the data here, over close and for a later start; created if absent.
     *
     * <p>By default the data is in a temporary folder.
     *
     * @param directory used by one broker at a time; empty, or left by an earlier broker
     */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = Optional.of(directory.toAbsolutePath());
      return this;
    }

    /**
     * Sets broker properties, which go before this module's defaults; a second call replaces the
     * first's.
     *
     * @param overrides Kafka's names and values
     * @throws IllegalArgumentException if one is a matter of this class, such as {@code listeners}
     */
    public Builder properties(Map<String, String> overrides) {
      KafkaSettings.requireOverridable(overrides.keySet());
      this.properties = Map.copyOf(overrides);
      return this;
    }

    /**
     * Requires TLS and a login, and allows only what ACLs allow.
     *
     * <p>A data directory keeps the users it was first used with.
     */
    public Builder security(KafkaSecurity security) {
      this.security = security;
      return this;
    }

    /**
     * Starts the broker and returns when it accepts clients.
     *
     * @throws PortTakenException if something else listens on the port
     * @throws StartFailedException if it does not start for another reason
     */
    public EmbeddedKafka start() {
      KafkaSockets sockets = KafkaSockets.bind(port);
      int boundPort = sockets.brokerPort();
      Optional<TemporaryFolder> temporary =
          dataDirectory.isPresent()
              ? Optional.empty()
              : Optional.of(TemporaryFolder.create("embedded-kafka-"));
      Path folder = dataDirectory.or(() -> temporary.map(TemporaryFolder::path)).orElseThrow();
      try {
        Files.createDirectories(folder);
        KafkaNode node =
            KafkaNode.start(
                KafkaSettings.of(
                    KafkaSettings.Node.alone(folder, boundPort, sockets.controllerPort()),
                    security,
                    properties),
                sockets,
                security == null ? List.of() : security.scramArguments());
        LOG.atInfo()
            .addKeyValue("port", boundPort)
            .addKeyValue("folder", folder)
            .log("Kafka broker started");
        return new EmbeddedKafka(boundPort, node, temporary);
      } catch (Exception e) {
        StartFailedException failure =
            new StartFailedException(
                "the Kafka broker did not start on port %d: %s"
                    .formatted(boundPort, e.getMessage()),
                e);
        try {
          sockets.close();
          temporary.ifPresent(TemporaryFolder::close);
        } catch (RuntimeException alsoFailed) {
          failure.addSuppressed(alsoFailed);
        }
        throw failure;
      }
    }
  }
}
