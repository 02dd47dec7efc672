package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one request to the {@link ManagementServer}. */
final class ManagementHandler extends Handler.Abstract {

  private static final Logger LOG = LoggerFactory.getLogger(ManagementHandler.class);

  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  /** The text format of Prometheus; asking for it by name also makes the registry write it. */
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  /** All clients get the same page for that long, so a crowd costs as much as one. */
  private static final Duration METRICS_AGE = Duration.ofMillis(200);

  private record Page(int status, String contentType, byte[] body) {

    Page(int status, String contentType, String body) {
      this(status, contentType, body.getBytes(UTF_8));
    }
  }

  private final PrometheusMeterRegistry registry;
  private final List<HealthCheck> live;
  private final List<HealthCheck> ready;
  private @Nullable CompletableFuture<Page> metrics;
  private long metricsMade;

  ManagementHandler(
      PrometheusMeterRegistry registry, List<HealthCheck> live, List<HealthCheck> ready) {
    this.registry = registry;
    this.live = live;
    this.ready = ready;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    answer(path, request, response)
        .exceptionally(failure -> failed(path, failure))
        .thenAccept(page -> write(page, response, callback));
    return true;
  }

  private CompletableFuture<Page> answer(String path, Request request, Response response) {
    return switch (path) {
      case "/health/live" -> ifRead(request, response, () -> health(live));
      case "/health/ready" -> ifRead(request, response, () -> health(ready));
      case "/metrics" -> ifRead(request, response, this::metrics);
      default -> completedFuture(new Page(HttpStatus.NOT_FOUND_404, TEXT, "Not found\n"));
    };
  }

  private static CompletableFuture<Page> ifRead(
      Request request, Response response, Supplier<CompletableFuture<Page>> page) {
    String method = request.getMethod();
    if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
      return page.get();
    }
    response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
    return completedFuture(
        new Page(HttpStatus.METHOD_NOT_ALLOWED_405, TEXT, "Method not allowed\n"));
  }

  private static Page failed(String path, Throwable failure) {
    LOG.atWarn().addKeyValue("path", path).setCause(failure).log("Request failed");
    return new Page(HttpStatus.INTERNAL_SERVER_ERROR_500, TEXT, "Internal error\n");
  }

  private static void write(Page page, Response response, Callback callback) {
    response.setStatus(page.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.body().length);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(page.body()), callback);
  }

  private static CompletableFuture<Page> health(List<HealthCheck> checks) {
    HealthReport report = HealthReport.of(checks);
    return completedFuture(
        new Page(
            report.up() ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
            JSON,
            report.toJson()));
  }

  /**
   * One thread renders the page, and requests that come meanwhile share it; none of the few threads
   * waits, so that probes are answered.
   */
  private CompletableFuture<Page> metrics() {
    CompletableFuture<Page> begun;
    synchronized (this) {
      if (metrics != null && !(metrics.isDone() && isOld(metricsMade))) {
        return metrics;
      }
      begun = new CompletableFuture<>();
      metrics = begun;
    }
    return begun.completeAsync(this::scrape, Runnable::run);
  }

  private static boolean isOld(long made) {
    return System.nanoTime() - made > METRICS_AGE.toNanos();
  }

  private Page scrape() {
    try {
      return new Page(HttpStatus.OK_200, PROMETHEUS, registry.scrape(PROMETHEUS));
    } finally {
      metricsMade = System.nanoTime();
    }
  }
}
