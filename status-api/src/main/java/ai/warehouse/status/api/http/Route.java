package ai.warehouse.status.api.http;

import java.util.concurrent.CompletableFuture;

/** Answers the requests to one path. */
@FunctionalInterface
public interface Route {
  /**
   * Answers a request, without blocking the thread.
   *
   * @return the response; if the future fails, or the call throws, the client gets what {@link
   *     Failures} makes of it
   */
  CompletableFuture<ApiResponse> answer(ApiRequest request);
}
