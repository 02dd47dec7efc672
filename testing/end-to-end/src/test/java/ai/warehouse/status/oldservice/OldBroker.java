package ai.warehouse.status.oldservice;

import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A broker of another version than ours: in a JVM of its own, whose class path has nothing of ours.
 */
final class OldBroker implements KafkaServer {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  // Ends the broker with this JVM, however this ends: then the shell has read all of its input.
  private static final String UNTIL_INPUT_ENDS = "\"$@\" & cat > /dev/null; kill $!; wait $!";

  private final Path jars;
  private final Path folder;
  private final int port;
  private Process shell;

  private OldBroker(Path jars, Path folder, int port) {
    this.jars = jars;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts a node that is both broker and controller.
   *
   * @param jars the folder with all its jars
   * @param folder an empty one for its data and its output
   */
  static OldBroker start(Path jars, Path folder) {
    OldBroker broker = new OldBroker(jars, folder, freePort());
    try {
      broker.start();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private void start() throws IOException {
    String settings =
        Files.writeString(folder.resolve("server.properties"), settings(freePort())).toString();
    Process format =
        launch(
            java(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                "warehouseStatusLocal0A",
                "-c",
                settings));
    if (format.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("cannot format:\n" + output());
    }
    shell =
        launch(
            Stream.concat(
                    Stream.of("sh", "-c", UNTIL_INPUT_ENDS, "sh"),
                    java("kafka.Kafka", settings).stream())
                .toList());
    await().atMost(START_TIMEOUT).until(this::listens);
  }

  private List<String> java(String... mainAndArguments) {
    return Stream.concat(
            Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jars + "/*"),
            Stream.of(mainAndArguments))
        .toList();
  }

  private Process launch(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output").toFile()))
        .start();
  }

  private String settings(int controllerPort) {
    return """
        node.id=1
        process.roles=broker,controller
        listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=BROKER://127.0.0.1:%1$d
        listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=BROKER
        controller.listener.names=CONTROLLER
        controller.quorum.voters=1@127.0.0.1:%2$d
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=4
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=4
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port, controllerPort, folder.resolve("data"));
  }

  private boolean listens() throws IOException {
    if (!shell.isAlive()) {
      throw new IllegalStateException("has ended:\n" + output());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false; // not yet
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
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
    if (shell == null) {
      return;
    }
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shell.onExit().join();
  }
}
