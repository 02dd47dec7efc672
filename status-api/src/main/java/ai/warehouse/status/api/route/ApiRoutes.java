package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;

import ai.warehouse.status.api.http.Access;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.Assets;
import ai.warehouse.status.api.http.EventStreams;
import ai.warehouse.status.api.http.Router;
import ai.warehouse.status.api.live.LiveStreams;
import ai.warehouse.status.api.live.Waiting;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.EventQuery;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.async.SdkPublisher;

/** All routes for reading. */
public final class ApiRoutes {
  private static final String OK = "ok";

  private ApiRoutes() {}

  /**
   * What the routes read from.
   *
   * @param events reads the events of a build page by page, as they are asked for
   * @param stalledAfter the time without an event after which a build is stalled
   */
  public record Sources(
      TableReader tables,
      BiFunction<BuildKey, EventQuery, SdkPublisher<StatusEvent>> events,
      LiveStreams live,
      Waiting waiting,
      Duration stalledAfter) {}

  /**
   * Returns the routes, to which others may be added.
   *
   * @param access to all of them but the health check
   * @param streamsMax how many streams may be open
   */
  public static Router reading(
      Sources sources, Access access, int streamsMax, MeterRegistry registry) {
    TableReader tables = sources.tables();
    Views views = new Views(tables, sources.stalledAfter(), InstantSource.system());
    StatusRoutes status = new StatusRoutes(tables, sources.events());
    StreamRoutes streams = new StreamRoutes(sources.live(), new EventStreams(streamsMax, registry));
    BadgeRoutes badges = new BadgeRoutes(tables, views);
    Assets board = new Assets(ApiRoutes.class, "/ai/warehouse/status/api/board/");
    Assets documents = new Assets(ApiRoutes.class, "/ai/warehouse/status/api/");
    return new Router(access)
        .open("/healthcheck", request -> completedFuture(healthy()))
        .get("/status/{pkg}/{env}", status::status)
        .get("/status/{pkg}/{env}/{version}", status::status)
        .get("/status-events/{pkg}/{env}", status::statusEvents)
        .get("/status-events/{pkg}/{env}/{version}", status::statusEvents)
        .get("/progress/{pkg}/{env}", status::progress)
        .get("/progress/{pkg}/{env}/{version}", status::progress)
        .get("/builds/{pkg}/{env}", new BuildsRoute(tables, views))
        .get("/wait/{pkg}/{env}/{version}", new WaitRoute(sources.waiting(), views, registry))
        .get("/stream", streams::heads)
        .get("/stream/{pkg}/{env}", streams::head)
        .get("/stream/{pkg}/{env}/{version}", streams::build)
        .get("/badge/{pkg}/{env}.svg", badges::svg)
        .get("/badge/{pkg}/{env}.json", badges::json)
        .get("/openapi.yaml", documents.file("openapi.yaml"))
        .get("/", board.file("index.html"))
        .get("/board/{file}", board.files());
  }

  private static ApiResponse healthy() {
    return ApiResponse.of(200, "text/plain; charset=utf-8", OK.getBytes(UTF_8));
  }
}
