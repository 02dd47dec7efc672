package ai.warehouse.status.api.route;

import static java.util.concurrent.CompletableFuture.completedFuture;

import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.EventStreams;
import ai.warehouse.status.api.live.LiveStreams;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.util.concurrent.CompletableFuture;

/** The streams of what is live. */
final class StreamRoutes {
  private final LiveStreams live;
  private final EventStreams streams;

  StreamRoutes(LiveStreams live, EventStreams streams) {
    this.live = live;
    this.streams = streams;
  }

  /** All heads. */
  CompletableFuture<ApiResponse> heads(ApiRequest request) {
    return completedFuture(streams.open(live::heads));
  }

  /** The build that is a package's head. */
  CompletableFuture<ApiResponse> head(ApiRequest request) {
    PackageKey key = request.packageKey();
    return completedFuture(streams.open(to -> live.head(key, to)));
  }

  /** One build. */
  CompletableFuture<ApiResponse> build(ApiRequest request) {
    BuildKey build = request.buildKey();
    return completedFuture(streams.open(to -> live.build(build, to)));
  }
}
