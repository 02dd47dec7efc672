package ai.warehouse.status.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One child JVM with DynamoDB Local in it. */
final class DynamoDbChild implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
  private static final String LOGBACK = "ai/warehouse/status/embedded/dynamodb-local-logback.xml";

  private final int port;
  private final TemporaryFolder folder;
  private final Process process;
  private final ChildOutput output;

  private DynamoDbChild(int port, TemporaryFolder folder, Process process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
    this.output = ChildOutput.read(process, DynamoDbLocalMain.STARTED);
  }

  /**
   * Starts the child; {@link #awaitReady} tells when it can be used.
   *
   * @throws StartFailedException if there is no JVM to start
   */
  static DynamoDbChild launch(int port) {
    TemporaryFolder folder = TemporaryFolder.create("embedded-dynamodb-");
    try {
      Process process =
          new ProcessBuilder(command(port, folder.path())).redirectErrorStream(true).start();
      return new DynamoDbChild(port, folder, process);
    } catch (IOException e) {
      folder.close();
      throw new StartFailedException("cannot start a JVM for DynamoDB Local", e);
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Returns once the server answers.
   *
   * @throws PortTakenException if it finds its port in use
   * @throws StartFailedException if it ends, or gives no good answer within a minute
   */
  void awaitReady() throws InterruptedException {
    DynamoDbProbe probe = new DynamoDbProbe(endpoint());
    long start = System.nanoTime();
    while (!(output.markerSeen() && probe.succeeds())) {
      if (process.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        output.awaitEnd();
        throw startFailure();
      }
      if (System.nanoTime() - start > START_TIMEOUT.toNanos()) {
        throw new StartFailedException(
            "DynamoDB Local gave no good answer on port %d within %d s; its last answer: %s; its last output:%n%s"
                .formatted(port, START_TIMEOUT.toSeconds(), probe.lastAnswer(), output.tail()));
      }
    }
  }

  /** Kills the child, which has nothing to save, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    folder.close();
  }

  private RuntimeException startFailure() {
    StartFailedException failure =
        new StartFailedException(
            "DynamoDB Local on port %d ended with exit code %d; its last output:%n%s"
                .formatted(port, process.exitValue(), output.tail()));
    return output.tail().contains("java.net.BindException")
        ? new PortTakenException(port, "DynamoDB Local", failure)
        : failure;
  }

  private static List<String> command(int port, Path temporary) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        // It unpacks a native library there, and would leave it behind when killed.
        "-Djava.io.tmpdir=" + temporary,
        "-Dlogback.configurationFile=" + LOGBACK,
        // Our whole class path: which jars DynamoDB Local needs of it is Maven's business.
        "-cp",
        System.getProperty("java.class.path"),
        DynamoDbLocalMain.class.getName(),
        "-inMemory",
        "-sharedDb",
        "-disableTelemetry",
        "-port",
        Integer.toString(port));
  }
}
