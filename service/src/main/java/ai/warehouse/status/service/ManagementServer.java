package ai.warehouse.status.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} over HTTP, undisturbed by
 * slow or hostile clients: no thread waits for one, a connection serves one request, and {@link
 * ConnectionBounds} limits connections.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  private static final int MOST_THREADS = 8;
  private static final int LEAST_THREADS = 2;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int MOST_CONNECTIONS = 256;
  private static final Duration LIFETIME = Duration.ofSeconds(10);

  /** Longer than by default, lest a crowd that connects at once fill the queue. */
  private static final int ACCEPT_QUEUE = 1024;

  /** For each client; what the system keeps of an answer grows to megabytes by default. */
  private static final int SEND_BUFFER = 64 << 10;

  private final @Nullable Server server;
  private final @Nullable ServerConnector connector;

  private ManagementServer(@Nullable Server server, @Nullable ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts on {@link CommonSettings#HTTP_HOST} and {@link CommonSettings#HTTP_PORT}.
   *
   * @param live if one is down, the process is broken for good and should be restarted
   * @param ready if one is down, the service can't work at the moment
   * @throws StartupException if the address cannot be listened on
   */
  public static ManagementServer start(
      Settings settings,
      PrometheusMeterRegistry registry,
      List<HealthCheck> live,
      List<HealthCheck> ready) {
    return start(
        settings.getString(CommonSettings.HTTP_HOST),
        settings.getInt(CommonSettings.HTTP_PORT),
        registry,
        live,
        ready);
  }

  /**
   * As above, with the address given.
   *
   * @param port 0 is any free port, -1 serves nothing
   */
  public static ManagementServer start(
      String host,
      int port,
      PrometheusMeterRegistry registry,
      List<HealthCheck> live,
      List<HealthCheck> ready) {
    showHealth("live", "1 while the check of /health/live is up, 0 while down.", live, registry);
    showHealth("ready", "1 while the check of /health/ready is up, 0 while down.", ready, registry);
    if (port == -1) {
      return new ManagementServer(null, null);
    }
    ManagementServer started =
        listen(
            host,
            port,
            new ManagementHandler(registry, List.copyOf(live), List.copyOf(ready)),
            MOST_CONNECTIONS,
            LIFETIME);
    LOG.atInfo()
        .addKeyValue("host", host)
        .addKeyValue("port", started.port())
        .log("Serving health and metrics");
    return started;
  }

  private static void showHealth(
      String name, String description, List<HealthCheck> checks, MeterRegistry registry) {
    for (HealthCheck check : checks) {
      Gauge.builder(Metrics.PREFIX + name, () -> HealthReport.ask(check).up() ? 1 : 0)
          .description(description)
          .tag("check", check.name())
          .register(registry);
    }
  }

  /** Listens, with the bounds given. */
  static ManagementServer listen(
      String host, int port, ManagementHandler handler, int mostConnections, Duration lifetime) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("management");
    threads.setDaemon(true);
    Server server =
        new Server(threads, new ScheduledExecutorScheduler("management-timer", true), null);
    server.setHandler(handler);
    server.setErrorHandler(ManagementServer::refuse);
    HttpConfiguration http = new HttpConfiguration();
    http.setPersistentConnectionsEnabled(false);
    http.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    connector.addEventListener(
        new ConnectionBounds(mostConnections, lifetime, connector.getScheduler()));
    server.addConnector(connector);
    try {
      server.start();
    } catch (Exception e) {
      LifeCycle.stop(server);
      throw new StartupException(
          "Cannot serve health and metrics on %s:%s (%s, %s): %s"
              .formatted(host, port, CommonSettings.HTTP_HOST, CommonSettings.HTTP_PORT, reason(e)),
          e);
    }
    return new ManagementServer(server, connector);
  }

  // For bytes that are no HTTP request; Jetty's own page would quote them.
  private static boolean refuse(Request request, Response response, Callback callback) {
    Content.Sink.write(response, true, "Not understood\n", callback);
    return true;
  }

  // Jetty's own message only repeats that it could not listen.
  private static String reason(Exception failure) {
    return failure.getCause() == null ? failure.toString() : failure.getCause().toString();
  }

  /** Returns the port, -1 if nothing is served. */
  public int port() {
    return connector == null ? -1 : connector.getLocalPort();
  }

  /** Stops at once, without finishing answers. */
  @Override
  public void close() {
    if (server != null) {
      LifeCycle.stop(server);
    }
  }
}
