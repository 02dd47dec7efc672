package ai.warehouse.status.service;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics} over HTTP.
 *
 * <p>It runs on the JDK's own server: three small pages are not worth a framework.
 */
public final class ManagementServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  /** More than one, so that a slow reader of metrics does not hold up the health probes. */
  private static final int THREADS = 3;

  private final HttpServer server;
  private final ExecutorService executor;

  private ManagementServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts on {@link CommonSettings#HTTP_HOST} and {@link CommonSettings#HTTP_PORT}.
   *
   * @param live down means: this process is broken for good, restart it
   * @param ready down means: not now, it may pass
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
    HttpServer server = listen(host, port);
    AtomicInteger count = new AtomicInteger();
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "management-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    // One context, because the server's own contexts match by prefix: /metricsfoo would be served.
    server.createContext(
        "/", new ManagementHandler(registry, List.copyOf(live), List.copyOf(ready)));
    server.start();
    ManagementServer started = new ManagementServer(server, executor);
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

  private static HttpServer listen(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new StartupException(
          "Cannot serve health and metrics on %s:%s (%s, %s): %s"
              .formatted(
                  host, port, CommonSettings.HTTP_HOST, CommonSettings.HTTP_PORT, e.getMessage()),
          e);
    }
  }

  /** The port it listens on, -1 if it serves nothing. */
  public int port() {
    return server == null ? -1 : server.getAddress().getPort();
  }

  /** Stops at once: nobody needs the end of a page about a process that goes away. */
  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
      executor.shutdownNow();
    }
  }
}
