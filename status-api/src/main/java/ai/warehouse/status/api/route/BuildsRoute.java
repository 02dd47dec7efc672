package ai.warehouse.status.api.route;

import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.Route;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The newest builds of a package. */
final class BuildsRoute implements Route {
  private static final int MOST = 100;
  private static final int USUAL = 20;

  private final TableReader tables;
  private final Views views;

  BuildsRoute(TableReader tables, Views views) {
    this.tables = tables;
    this.views = views;
  }

  @Override
  public CompletableFuture<ApiResponse> answer(ApiRequest request) {
    PackageKey key = request.packageKey();
    int limit = request.query("limit", 1, MOST, USUAL);
    return tables
        .versions(key, limit)
        .thenCompose(
            statuses -> {
              if (statuses.isEmpty()) {
                throw NotFound.head(key);
              }
              return views(statuses);
            })
        .thenApply(builds -> ApiResponse.json(json(key, builds)));
  }

  private CompletableFuture<List<HeadView>> views(List<Status> statuses) {
    List<CompletableFuture<HeadView>> asked = new ArrayList<>();
    for (int i = 0; i < statuses.size(); i++) {
      Status before = i + 1 < statuses.size() ? statuses.get(i + 1) : null;
      asked.add(views.of(statuses.get(i), duration(before)));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
  }

  private static @Nullable Duration duration(@Nullable Status before) {
    return before != null && before.complete() ? HeadView.duration(before) : null;
  }

  private static byte[] json(PackageKey key, List<HeadView> builds) {
    return ViewJson.object(
        json -> {
          json.writeStringField("pkg", key.pkg());
          json.writeStringField("env", key.env());
          json.writeArrayFieldStart("builds");
          for (int i = 0; i < builds.size(); i++) {
            builds.get(i).writeBuild(json, i == 0);
          }
          json.writeEndArray();
        });
  }
}
