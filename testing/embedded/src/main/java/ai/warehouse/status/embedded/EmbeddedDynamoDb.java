package ai.warehouse.status.embedded;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local in a child JVM, with its tables in memory.
 *
 * <p>It listens on <em>all</em> interfaces of this machine and has no option to change that. The
 * child ends with this JVM, even if this JVM is killed.
 */
public final class EmbeddedDynamoDb implements DynamoDbServer {
  static final String REGION = "us-east-1";
  static final String ACCESS_KEY_ID = "local";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDynamoDb.class);

  private final DynamoDbChild child;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread closeOnExit = new Thread(this::closeOnce, "close-embedded-dynamodb");

  private EmbeddedDynamoDb(DynamoDbChild child) {
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
    return child.endpoint();
  }

  /** A region to give to clients, which want one; the tables are the same in all. */
  @Override
  public String region() {
    return REGION;
  }

  /** A key to give to clients; letters only, since DynamoDB Local refuses others. */
  @Override
  public String accessKeyId() {
    return ACCESS_KEY_ID;
  }

  /** The secret to give to clients; not checked. */
  @Override
  public String secretAccessKey() {
    return "local";
  }

  /** The child, for a test that kills it. */
  public ProcessHandle process() {
    return child.process();
  }

  /** The child's process id. */
  public long pid() {
    return child.process().pid();
  }

  @Override
  public void pause() {
    Signals.pause(pid());
  }

  @Override
  public void resume() {
    Signals.resume(pid());
  }

  /** Kills the child and waits until it is gone, and the tables with it. */
  @Override
  public void close() {
    if (closeOnce()) {
      removeHook();
      LOG.atInfo().addKeyValue("endpoint", endpoint()).log("DynamoDB Local stopped");
    }
  }

  private boolean closeOnce() {
    if (!closed.compareAndSet(false, true)) {
      return false;
    }
    child.close();
    return true;
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(closeOnExit);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs, and finds its work done.
      LOG.atDebug().setCause(e).log("shutdown hook not removed");
    }
  }

  /** What can be chosen about a server. */
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
      EmbeddedDynamoDb server = new EmbeddedDynamoDb(port == 0 ? startOnFreePort() : start(port));
      Runtime.getRuntime().addShutdownHook(server.closeOnExit);
      LOG.atInfo()
          .addKeyValue("endpoint", server.endpoint())
          .addKeyValue("pid", server.pid())
          .log("DynamoDB Local started");
      return server;
    }

    // DynamoDB Local cannot pick a port and tell us, and a port picked here may be taken meanwhile.
    private DynamoDbChild startOnFreePort() {
      for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        try {
          return start(freePorts.getAsInt());
        } catch (PortTakenException e) {
          LOG.atDebug().setCause(e).log("picked port was taken, trying another");
        }
      }
      return start(freePorts.getAsInt());
    }

    private static DynamoDbChild start(int port) {
      DynamoDbChild child = DynamoDbChild.launch(port);
      try {
        child.awaitReady();
        return child;
      } catch (InterruptedException e) {
        child.close();
        Thread.currentThread().interrupt();
        throw new StartFailedException("interrupted while DynamoDB Local was starting", e);
      } catch (RuntimeException e) {
        child.close();
        throw e;
      }
    }
  }
}
