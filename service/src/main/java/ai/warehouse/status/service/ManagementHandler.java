package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request to the {@link ManagementServer}. */
final class ManagementHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The text format of Prometheus; asking for it by name also makes the registry write it. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private record Page(int status, String contentType, String body) {}

  private final PrometheusMeterRegistry registry;
  private final List<HealthCheck> live;
  private final List<HealthCheck> ready;

  ManagementHandler(
      PrometheusMeterRegistry registry, List<HealthCheck> live, List<HealthCheck> ready) {
    this.registry = registry;
    this.live = live;
    this.ready = ready;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Page answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    try {
      return switch (path == null ? "" : path) {
        case "/health/live" -> ifRead(exchange, () -> health(live));
        case "/health/ready" -> ifRead(exchange, () -> health(ready));
        case "/metrics" ->
            ifRead(exchange, () -> new Page(200, PROMETHEUS, registry.scrape(PROMETHEUS)));
        default -> new Page(404, TEXT, "Not found\n");
      };
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("path", path).setCause(e).log("Request failed");
      return new Page(500, TEXT, "Internal error\n");
    }
  }

  private static Page ifRead(HttpExchange exchange, Supplier<Page> page) {
    String method = exchange.getRequestMethod();
    if (method.equals("GET") || method.equals("HEAD")) {
      return page.get();
    }
    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
    return new Page(405, TEXT, "Method not allowed\n");
  }

  private static Page health(List<HealthCheck> checks) {
    HealthReport report = HealthReport.of(checks);
    return new Page(report.up() ? 200 : 503, JSON, report.toJson());
  }

  private static void send(HttpExchange exchange, Page page) throws IOException {
    byte[] body = page.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", page.contentType());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(page.status(), -1);
    } else {
      exchange.sendResponseHeaders(page.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
