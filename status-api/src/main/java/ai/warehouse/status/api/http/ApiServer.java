package ai.warehouse.status.api.http;

import ai.warehouse.status.service.StartupException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the routes over HTTP/1.1 on few threads, however many clients wait or listen.
 *
 * <p>A request's line and headers may have 8 KB. How many and how slow clients may be is in {@link
 * Connections}, how large bodies in {@link BodyMemory}.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private static final int MOST_THREADS = 8;
  private static final int LEAST_THREADS = 2;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;
  private static final int ACCEPT_QUEUE = 1024;
  private static final int HEAD_SIZE = 8 << 10;

  /** For each client; what the system keeps of an answer grows to megabytes by default. */
  private static final int SEND_BUFFER = 64 << 10;

  private static final Duration LOOK_FOR_OVERDUE = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final int RETRY_AFTER_SECONDS = 2;
  private static final String STOPPING = "The service is stopping";

  /**
   * Names are data, percent-encoded, and never the names of files: each segment is decoded once, by
   * {@link RequestPath}.
   */
  private static final UriCompliance ANY_NAME =
      UriCompliance.RFC3986.with(
          "names",
          Violation.AMBIGUOUS_PATH_SEPARATOR, // @scope%2Fname
          Violation.AMBIGUOUS_PATH_ENCODING, // 100%25
          Violation.AMBIGUOUS_EMPTY_SEGMENT, // http://host/ + /status
          Violation.SUSPICIOUS_PATH_CHARACTERS); // a%5Cb

  private final Server server;
  private final ServerConnector connector;
  private final Exchanges exchanges;
  private final Connections connections;

  /**
   * What the server bears.
   *
   * @param connections that may be open; more end those that have kept the server waiting longest
   * @param patience for a client's next request, for its body, and for its reading of each 64 KB
   * @param bodyBytes of one request
   */
  public record Limits(int connections, Duration patience, int bodyBytes) {
    private static final int CONNECTIONS = 12_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Returns the usual limits. */
    public static Limits of(int bodyBytes) {
      return new Limits(CONNECTIONS, PATIENCE, bodyBytes);
    }
  }

  private ApiServer(
      Server server, ServerConnector connector, Exchanges exchanges, Connections connections) {
    this.server = server;
    this.connector = connector;
    this.exchanges = exchanges;
    this.connections = connections;
  }

  /**
   * Starts.
   *
   * @param port 0 is any free port
   * @param registry gets the counts of requests and connections
   * @throws StartupException if the address cannot be listened on
   */
  public static ApiServer start(
      String host, int port, Limits limits, Router router, MeterRegistry registry) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("http");
    threads.setDaemon(true);
    Scheduler timer = new ScheduledExecutorScheduler("http-timer", true);
    Server server = new Server(threads, timer, null);
    Connections connections = new Connections(limits.connections(), limits.patience());
    Exchanges exchanges = new Exchanges();
    server.setHandler(
        new ApiHandler(
            router,
            connections,
            BodyMemory.of(limits.bodyBytes()),
            exchanges,
            new HttpMetrics(registry, router.templates(), connections::open)));
    server.setErrorHandler(ApiServer::refuse);
    ServerConnector connector = connector(server, host, port);
    connector.addBean(connections); // a mere listener would not hear of what is accepted
    server.addConnector(connector);
    try {
      server.start();
    } catch (Exception e) {
      LifeCycle.stop(server);
      throw new StartupException(
          "Cannot serve the API on %s:%s (api.host, api.port): %s"
              .formatted(host, port, e.getCause() == null ? e : e.getCause()),
          e);
    }
    lookForOverdue(connections, timer);
    LOG.atInfo()
        .addKeyValue("host", host)
        .addKeyValue("port", connector.getLocalPort())
        .log("Serving the API");
    return new ApiServer(server, connector, exchanges, connections);
  }

  private static ServerConnector connector(Server server, String host, int port) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_SIZE);
    http.setUriCompliance(ANY_NAME);
    ServerConnector connector =
        new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    connector.setIdleTimeout(0); // Connections knows whose turn it is
    return connector;
  }

  private static void lookForOverdue(Connections connections, Scheduler timer) {
    timer.schedule(
        () -> {
          connections.endOverdue();
          lookForOverdue(connections, timer);
        },
        LOOK_FOR_OVERDUE.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  // For bytes that are no HTTP request, or too many; Jetty's own page would be HTML.
  private static boolean refuse(Request request, Response response, Callback callback) {
    if (response.getStatus() == 500
        && !request.getConnectionMetaData().getConnector().isRunning()) {
      // Asked at the last moment: to Jetty a broken connection.
      response.setStatus(503);
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    int status = response.getStatus();
    String what =
        switch (status) {
          case 414 -> "The path is longer than " + HEAD_SIZE + " bytes";
          case 431 -> "The headers are longer than " + HEAD_SIZE + " bytes";
          case 500 -> "Internal error";
          case 503 -> STOPPING;
          default -> "Not understood: " + request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        };
    SecurityHeaders.addTo(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ApiResponse.JSON);
    response.write(true, ByteBuffer.wrap(ApiResponse.errorJson(what)), callback);
    return true;
  }

  /** Returns what is answered from the time on when the server stops. */
  static ApiException stopping() {
    return ApiException.unavailable(STOPPING, RETRY_AFTER_SECONDS);
  }

  /** Returns the port. */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Accepts no more connections, ends the streams and waits, finishes all other requests, for at
   * most 10 seconds, and disconnects whoever is still there.
   */
  @Override
  public void close() {
    connector.close();
    try {
      int unfinished = exchanges.stop(DRAIN);
      if (unfinished > 0) {
        LOG.atWarn().addKeyValue("requests", unfinished).log("Requests did not finish in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LifeCycle.stop(server);
    connections.close();
  }
}
