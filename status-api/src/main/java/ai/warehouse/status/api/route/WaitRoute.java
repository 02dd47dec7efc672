package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;

import ai.warehouse.status.api.http.ApiException;
import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.Route;
import ai.warehouse.status.api.live.WaitOutcome;
import ai.warehouse.status.api.live.Waiting;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.service.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers when a build is complete, failing or not so in time. */
final class WaitRoute implements Route {
  private static final int MOST_SECONDS = 3600;
  private static final int USUAL_SECONDS = 300;

  private final Waiting waiting;
  private final Views views;
  private final AtomicInteger going = new AtomicInteger();

  WaitRoute(Waiting waiting, Views views, MeterRegistry registry) {
    this.waiting = waiting;
    this.views = views;
    Gauge.builder(Metrics.PREFIX + "api.waiting", going::get)
        .description("Requests that wait for a build.")
        .register(registry);
  }

  @Override
  public CompletableFuture<ApiResponse> answer(ApiRequest request) {
    BuildKey build = request.buildKey();
    int timeout = request.query("timeout", 0, MOST_SECONDS, USUAL_SECONDS);
    String fail = request.query("fail");
    if (fail != null && !fail.equals("never")) {
      throw new ApiException(400, "fail must be never, or absent");
    }
    going.incrementAndGet();
    return request
        .hold(waiting.await(build, fail == null, Duration.ofSeconds(timeout)))
        .whenComplete((outcome, failure) -> going.decrementAndGet())
        .thenCompose(this::response);
  }

  private CompletableFuture<ApiResponse> response(WaitOutcome outcome) {
    Status status = outcome.status();
    return status == null
        ? completedFuture(response(outcome, null))
        : views.of(status, null).thenApply(view -> response(outcome, view));
  }

  private static ApiResponse response(WaitOutcome outcome, @Nullable HeadView view) {
    return switch (outcome.result()) {
      case COMPLETE -> ApiResponse.json(200, json("complete", view));
      case FAILING -> ApiResponse.json(409, json("failing", view));
      case TIMED_OUT -> ApiResponse.json(504, json("timeout", view));
    };
  }

  private static byte[] json(String result, @Nullable HeadView view) {
    return ViewJson.object(
        json -> {
          json.writeStringField("result", result);
          if (view != null) {
            json.writeStringField("state", view.state().wireName());
            json.writeFieldName("status");
            json.writeRawValue(new String(StatusJson.write(view.status()), UTF_8));
          }
        });
  }
}
