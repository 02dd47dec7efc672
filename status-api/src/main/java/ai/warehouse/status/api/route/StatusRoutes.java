package ai.warehouse.status.api.route;

import ai.warehouse.status.api.http.ApiException;
import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.JsonArrays;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.SdkPublisher;

/** The three routes of the old service, about a build or, without a version, a head's. */
final class StatusRoutes {
  private final TableReader tables;
  private final JsonArrays arrays = new JsonArrays();
  private final BiFunction<BuildKey, EventQuery, SdkPublisher<StatusEvent>> events;

  /**
   * Creates the routes.
   *
   * @param events reads the events of a build page by page, as they are asked for
   */
  StatusRoutes(
      TableReader tables, BiFunction<BuildKey, EventQuery, SdkPublisher<StatusEvent>> events) {
    this.tables = tables;
    this.events = events;
  }

  /** The item of {@code WrhsStatus}. */
  CompletableFuture<ApiResponse> status(ApiRequest request) {
    return build(request)
        .thenCompose(
            build ->
                tables
                    .status(build)
                    .thenApply(
                        status -> {
                          if (status == null) {
                            throw NotFound.build(build);
                          }
                          return ApiResponse.json(StatusJson.write(status));
                        }));
  }

  /** The events, in the order of their ids; a build without events has none. */
  CompletableFuture<ApiResponse> statusEvents(ApiRequest request) {
    EventQuery query = eventQuery(request);
    return build(request)
        .thenApply(build -> arrays.of(events.apply(build, query).map(StatusEventJson::write)));
  }

  /** How far the build is; zeros for one that is unknown. */
  CompletableFuture<ApiResponse> progress(ApiRequest request) {
    return build(request)
        .thenCompose(tables::progress)
        .thenApply(progress -> ApiResponse.json(ProgressJson.write(progress)));
  }

  private CompletableFuture<BuildKey> build(ApiRequest request) {
    if (request.parameter("version") != null) {
      return CompletableFuture.completedFuture(request.buildKey());
    }
    PackageKey key = request.packageKey();
    return tables
        .head(key)
        .thenApply(
            head -> {
              if (head == null) {
                throw NotFound.head(key);
              }
              return new BuildKey(key.pkg(), key.env(), head.version());
            });
  }

  private static EventQuery eventQuery(ApiRequest request) {
    String order = request.query("order");
    if (order != null && !order.equals("asc") && !order.equals("desc")) {
      throw new ApiException(400, "order must be asc or desc");
    }
    int limit = request.query("limit", 1, Integer.MAX_VALUE, 0);
    return new EventQuery(
        "desc".equals(order),
        time(request, "since"),
        time(request, "until"),
        limit == 0 ? null : limit);
  }

  private static @Nullable Instant time(ApiRequest request, String name) {
    String text = request.query(name);
    try {
      return text == null ? null : Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new ApiException(
          400, name + " must be a time such as 2026-11-23T20:47:03.120Z, with Z or an offset");
    }
  }
}
