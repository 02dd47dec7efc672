package ai.warehouse.status.embedded;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local in a child JVM, with its tables in memory.
 *
 * <p>DynamoDB Local listens on <em>all</em> interfaces of this machine and has no option to change
 * that. The child ends with this JVM, even if this JVM is killed.
 */
public final class EmbeddedDynamoDb implements DynamoDbServer {
  static final String REGION = "us-east-1";
  static final String ACCESS_KEY_ID = "local";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDynamoDb.class);

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final String LOGBACK = "ai/warehouse/status/embedded/dynamodb-local-logback.xml";

  // By name: its licence does not let one build upon it, so nothing is compiled against it.
  private static final String SERVER = "software.amazon.dynamodb.services.local.main.ServerRunner";

  private final int port;
  private final ChildJvm child;

  private EmbeddedDynamoDb(int port, ChildJvm child) {
    this.port = port;
    this.child = child;
  }

  /**
   * Starts the server on a free port.
   *
   * @throws StartFailedException if it does not start
   */
  public static EmbeddedDynamoDb start() {
    return builder().start();
  }

  /** A builder for a server on a port of its own. */
  public static Builder builder() {
    return new Builder(Ports::pickFree);
  }

  @Override
  public URI endpoint() {
    return endpoint(port);
  }

  /** A region for clients; the tables are the same in all regions. */
  @Override
  public String region() {
    return REGION;
  }

  /** An access key for clients; letters only, since DynamoDB Local refuses others. */
  @Override
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** The secret of the access key; not checked. */
  @Override
  public String secretAccessKey() {
    return "local";
  }

  /** The child's process. */
  public ProcessHandle process() {
    return child.handle();
  }

  /** The child's process id. */
  public long pid() {
    return child.handle().pid();
  }

  @Override
  public void pause() {
    child.pause();
  }

  @Override
  public void resume() {
    child.resume();
  }

  /** Kills the child, which has nothing to save, and returns when the child is gone. */
  @Override
  public void close() {
    if (child.isAlive()) {
      LOG.atInfo().addKeyValue("endpoint", endpoint()).log("DynamoDB Local stops");
    }
    child.close();
  }

  private static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The options of a server. */
  public static final class Builder {
    private static final int ATTEMPTS = 5;

    private final IntSupplier freePorts;
    private int port;

    Builder(IntSupplier freePorts) {
      this.freePorts = freePorts;
    }

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
     * Starts the server and returns when it answers.
     *
     * @throws PortTakenException if something else listens on the port
     * @throws StartFailedException if it does not start for another reason, or this thread is
     *     interrupted
     */
    public EmbeddedDynamoDb start() {
      EmbeddedDynamoDb server = port == 0 ? startOnFreePort() : start(port);
      LOG.atInfo()
          .addKeyValue("endpoint", server.endpoint())
          .addKeyValue("pid", server.pid())
          .log("DynamoDB Local started");
      return server;
    }

    // DynamoDB Local cannot pick a port and tell us, and a port picked here may be taken meanwhile.
    private EmbeddedDynamoDb startOnFreePort() {
      for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        try {
          return start(freePorts.getAsInt());
        } catch (PortTakenException e) {
          LOG.atDebug().setCause(e).log("picked port was taken, trying another");
        }
      }
      return start(freePorts.getAsInt());
    }

    private static EmbeddedDynamoDb start(int port) {
      ChildJvm child =
          ChildJvm.of(SERVER)
              .quickStartAsThisJvm()
              .options("-Xmx512m", "-Dlogback.configurationFile=" + LOGBACK)
              .arguments(
                  List.of(
                      "-inMemory",
                      "-sharedDb",
                      "-disableTelemetry",
                      "-port",
                      Integer.toString(port)))
              .start("dynamodb-local");
      try {
        awaitReady(child, port);
        return new EmbeddedDynamoDb(port, child);
      } catch (RuntimeException e) {
        child.close();
        throw e;
      }
    }

    private static void awaitReady(ChildJvm child, int port) {
      DynamoDbProbe probe = new DynamoDbProbe(endpoint(port));
      try {
        // Before the main class has returned, an answer on the port is another process's.
        child.awaitReady(
            () -> child.output().contains(ChildMain.RETURNED) && probe.succeeds(), START_TIMEOUT);
      } catch (StartFailedException e) {
        if (child.output().contains("java.net.BindException")) {
          throw new PortTakenException(port, "DynamoDB Local", e);
        }
        throw new StartFailedException(
            "DynamoDB Local did not start on port %d, and its last answer was: %s"
                .formatted(port, probe.lastAnswer()),
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartFailedException("interrupted while DynamoDB Local was starting", e);
      }
    }
  }
}
