package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.PackageKey;
import java.util.concurrent.CompletableFuture;

/** Badges that show the state of a package's head. */
final class BadgeRoutes {
  private final TableReader tables;
  private final Views views;

  BadgeRoutes(TableReader tables, Views views) {
    this.tables = tables;
    this.views = views;
  }

  /** The badge as an image. */
  CompletableFuture<ApiResponse> svg(ApiRequest request) {
    return badge(request)
        .thenApply(badge -> ApiResponse.of(200, "image/svg+xml", badge.svg().getBytes(UTF_8)));
  }

  /** The badge in the form of an endpoint of Shields. */
  CompletableFuture<ApiResponse> json(ApiRequest request) {
    return badge(request).thenApply(badge -> ApiResponse.json(badge.json()));
  }

  private CompletableFuture<Badge> badge(ApiRequest request) {
    PackageKey key = request.packageKey();
    return tables
        .versions(key, 1)
        .thenCompose(
            newest -> {
              if (newest.isEmpty()) {
                throw NotFound.head(key);
              }
              return views.of(newest.get(0), null);
            })
        .thenApply(Badge::of);
  }
}
