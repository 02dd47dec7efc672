package ai.warehouse.status.oldservice;

import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.KafkaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A broker of another version than ours, in a JVM whose class path has that version's jars. */
final class OldBroker implements KafkaServer {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final String CLUSTER_ID = "warehouseStatusLocal0A";

  private final int port;
  private final ChildJvm broker;

  private OldBroker(int port, ChildJvm broker) {
    this.port = port;
    this.broker = broker;
  }

  /**
   * Starts a node that is both broker and controller.
   *
   * @param jars the folder with all its jars
   * @param folder an empty one for its data and its output
   */
  static OldBroker start(Path jars, Path folder) {
    int port = freePort();
    String settings = writeSettings(folder, port).toString();
    ChildJvm.Builder format =
        ChildJvm.of("kafka.tools.StorageTool")
            .arguments(List.of("format", "-t", CLUSTER_ID, "-c", settings));
    try (ChildJvm formatting = start(format, jars, folder)) {
      if (formatting.onExit().join() != 0) {
        throw formatting.failure("cannot format");
      }
    }
    ChildJvm broker = start(ChildJvm.of("kafka.Kafka").arguments(List.of(settings)), jars, folder);
    try {
      broker.awaitReady(() -> listens(port), START_TIMEOUT);
      return new OldBroker(port, broker);
    } catch (InterruptedException e) {
      broker.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static ChildJvm start(ChildJvm.Builder program, Path jars, Path folder) {
    return program
        .options("-Xmx512m")
        .quickStart()
        .classPath(jars + "/*")
        .log(folder.resolve("output"))
        .start("old-broker");
  }

  private static Path writeSettings(Path folder, int port) {
    int controllerPort = freePort();
    Map<String, Integer> listeners =
        Map.of(KafkaSettings.BROKER, port, KafkaSettings.CONTROLLER, controllerPort);
    Properties settings =
        KafkaSettings.of(
            new KafkaSettings.Node(
                1,
                folder.resolve("data"),
                listeners,
                Map.of(KafkaSettings.BROKER, port),
                List.of(controllerPort)),
            Map.of());
    Path file = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false; // not yet
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    broker.close();
  }
}
