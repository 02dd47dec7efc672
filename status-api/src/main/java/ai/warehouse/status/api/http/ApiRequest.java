package ai.warehouse.status.api.http;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request, as its route sees it. */
public final class ApiRequest {
  private final Exchange exchange;
  private final Map<String, String> parameters;
  private @Nullable Fields query;

  /**
   * Creates the view of a route.
   *
   * @param parameters what stands for the names in the route's template, decoded
   */
  ApiRequest(Exchange exchange, Map<String, String> parameters) {
    this.exchange = exchange;
    this.parameters = parameters;
  }

  /** Returns the method; for HEAD only the head of the response is sent. */
  public String method() {
    return exchange.request().getMethod();
  }

  /** Returns a part of the path, decoded; null if the route's template has none of that name. */
  public @Nullable String parameter(String name) {
    return parameters.get(name);
  }

  /**
   * Returns the package and environment of the path.
   *
   * @throws InvalidRecordException if a name breaks its rule (SPEC §1)
   */
  public PackageKey packageKey() {
    return new PackageKey(required("pkg"), required("env"));
  }

  /**
   * Returns the build of the path.
   *
   * @throws InvalidRecordException if a name breaks its rule (SPEC §1)
   */
  public BuildKey buildKey() {
    return new BuildKey(required("pkg"), required("env"), required("version"));
  }

  private String required(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  /**
   * Returns a parameter of the query, decoded; null if absent or empty.
   *
   * @throws ApiException if the query is malformed
   */
  public @Nullable String query(String name) {
    String value = query().getValue(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private Fields query() {
    if (query == null) {
      try {
        query = Request.extractQueryParameters(exchange.request());
      } catch (RuntimeException e) {
        throw new ApiException(400, "The query is malformed, after " + exchange.path());
      }
    }
    return query;
  }

  /**
   * Returns a whole number of the query.
   *
   * @throws ApiException if the number is malformed or out of range
   */
  public int query(String name, int least, int most, int byDefault) {
    String value = query(name);
    if (value == null) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As what is out of range.
    }
    throw new ApiException(
        400, "%s must be a whole number from %d to %d".formatted(name, least, most));
  }

  /** Returns a header; null if absent. */
  public @Nullable String header(String name) {
    return exchange.request().getHeaders().get(name);
  }

  /**
   * Reads the body, once.
   *
   * @return fails with a 413 if the body is larger than the server's limit, and with a 503 while
   *     the bodies of all requests take too much memory
   */
  public CompletableFuture<byte[]> body() {
    return exchange.readBody();
  }

  /**
   * Holds the request until there is something to answer, for a time that the client can't know:
   * the future is cancelled when the client hangs up, and fails with a 503 when the server stops.
   *
   * @return the same future
   */
  public <T> CompletableFuture<T> hold(CompletableFuture<T> answer) {
    exchange.hold(
        () -> answer.cancel(false), () -> answer.completeExceptionally(ApiServer.stopping()));
    return answer;
  }
}
