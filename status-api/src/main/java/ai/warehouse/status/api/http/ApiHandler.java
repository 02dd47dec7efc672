package ai.warehouse.status.api.http;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a request's route, checks access, and has the answer written. */
final class ApiHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
  private static final String OPTIONS = "OPTIONS";

  private final Router router;
  private final Connections connections;
  private final BodyMemory memory;
  private final Exchanges exchanges;
  private final HttpMetrics metrics;

  ApiHandler(
      Router router,
      Connections connections,
      BodyMemory memory,
      Exchanges exchanges,
      HttpMetrics metrics) {
    this.router = router;
    this.connections = connections;
    this.memory = memory;
    this.exchanges = exchanges;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback, connections, memory, exchanges);
    exchanges.begin(exchange);
    Request.addCompletionListener(
        request,
        failure -> {
          exchanges.end(exchange);
          metrics.answered(exchange.route(), response.getStatus());
        });
    SecurityHeaders.addTo(response.getHeaders());
    // Written by a thread of the server's, not by who completes it: that one may have the next
    // thousand to complete.
    CompletableFuture<ApiResponse> answer = answer(exchange);
    answer.whenCompleteAsync(
        (known, failure) -> {
          if (failure == null) {
            send(known, exchange);
          } else {
            failed(Failures.unwrap(failure), exchange);
          }
        },
        answer.isDone() ? Runnable::run : request.getComponents().getExecutor());
    return true;
  }

  private CompletableFuture<ApiResponse> answer(Exchange exchange) {
    try {
      if (exchanges.isStopping()) {
        throw ApiServer.stopping();
      }
      String method = exchange.request().getMethod();
      List<String> segments = RequestPath.segments(exchange.path());
      Router.Found found = router.find(method, segments);
      if (found == null) {
        return completedFuture(withoutRoute(exchange, method, router.allowed(segments)));
      }
      exchange.route(found.template());
      if (!found.access().admits(exchange.request().getHeaders().get(HttpHeader.AUTHORIZATION))) {
        return completedFuture(unauthorized(found.access()));
      }
      return found.route().answer(new ApiRequest(exchange, found.parameters()));
    } catch (RuntimeException e) {
      return failedFuture(e);
    }
  }

  private static ApiResponse withoutRoute(Exchange exchange, String method, Set<String> allowed) {
    if (allowed.isEmpty()) {
      return ApiResponse.error(404, "There is nothing at " + exchange.path());
    }
    ApiResponse answer =
        method.equals(OPTIONS)
            ? ApiResponse.empty(204)
            : ApiResponse.error(405, method + " is not allowed for " + exchange.path());
    return answer.with("Allow", String.join(", ", allowed));
  }

  private static ApiResponse unauthorized(Access access) {
    ApiResponse answer = ApiResponse.error(401, "Credentials are missing or wrong");
    return answer.with("WWW-Authenticate", String.join(", ", access.challenges()));
  }

  private static void failed(Throwable failure, Exchange exchange) {
    if (failure instanceof CancellationException) {
      exchange.fail(new EofException("the client has gone"));
    } else {
      send(Failures.response(exchange.path(), failure), exchange);
    }
  }

  private static void send(ApiResponse answer, Exchange exchange) {
    try {
      answer.send(exchange);
    } catch (ApiException e) {
      e.response().send(exchange);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("path", exchange.path()).setCause(e).log("Answer failed");
      exchange.fail(e);
    }
  }
}
