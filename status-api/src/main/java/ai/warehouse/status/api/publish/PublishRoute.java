package ai.warehouse.status.api.publish;

import ai.warehouse.status.api.http.ApiException;
import ai.warehouse.status.api.http.ApiRequest;
import ai.warehouse.status.api.http.ApiResponse;
import ai.warehouse.status.api.http.Route;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code POST /events} (SPEC §5). Who may ask is for the server to know. */
public final class PublishRoute implements Route {
  private static final Logger LOG = LoggerFactory.getLogger(PublishRoute.class);
  private static final String RETRY_AFTER = "Retry-After";
  private static final String SECONDS = "2";

  private static final String RETRY =
      "; send all again, each with its id of eventIds: an event that is stored twice counts once";

  // The last two are what clients send who name none, curl among them.
  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "text/json",
          "text/plain",
          "application/octet-stream",
          "application/x-www-form-urlencoded");

  private final EventPublishing publishing;
  private final Clock clock;

  /** Publishes what is valid. */
  public PublishRoute(EventPublishing publishing, Clock clock) {
    this.publishing = publishing;
    this.clock = clock;
  }

  /** Returns the answer to all who try while publishing is switched off. */
  public static Route switchedOff() {
    return request ->
        CompletableFuture.completedFuture(
            ApiResponse.error(403, "Publishing is switched off here (publish.enabled)"));
  }

  @Override
  public CompletableFuture<ApiResponse> answer(ApiRequest request) {
    refuseOtherTypes(request.header("Content-Type"));
    return request.body().thenCompose(this::publish).exceptionally(PublishRoute::explain);
  }

  private static void refuseOtherTypes(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    String type = contentType.replaceFirst("(?s);.*", "").strip().toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type) && !type.endsWith("+json")) {
      throw new ApiException(415, "Events are sent as application/json or application/x-ndjson");
    }
  }

  private CompletableFuture<ApiResponse> publish(byte[] body) {
    List<StatusEvent> events = EventIntake.read(body, clock.instant());
    return publishing
        .publish(events)
        .thenApply(
            done -> {
              ObjectNode answer = JsonNodeFactory.instance.objectNode();
              answer.put("accepted", events.size());
              put(answer, "eventIds", events.stream().map(StatusEvent::eventId).toList());
              return json(202, answer);
            });
  }

  private static ApiResponse explain(Throwable failure) {
    Throwable why =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (why instanceof RefusedEventsException refused) {
      return refuse(refused);
    }
    if (why instanceof NotStoredException notStored) {
      return explain(notStored);
    }
    if (why instanceof RejectedExecutionException) {
      return ApiResponse.error(429, "Too many requests wait to be published; nothing is published")
          .with(RETRY_AFTER, SECONDS);
    }
    throw new CompletionException(why);
  }

  private static ApiResponse refuse(RefusedEventsException refused) {
    ObjectNode answer = error(String.valueOf(refused.getMessage()));
    InvalidRecordException why = refused.why();
    if (why == null) {
      return json(413, answer);
    }
    if (refused.item() != null) {
      answer.put("item", refused.item());
    }
    if (why.field() != null) {
      answer.put("field", why.field());
    }
    if (why.getCause() != null) {
      LOG.atError().setCause(why.getCause()).log("Reading an event failed");
    }
    return json(400, answer.put("reason", why.reason().code()));
  }

  private static ApiResponse explain(NotStoredException notStored) {
    ObjectNode answer = error(notStored.getMessage() + (notStored.isTooLarge() ? "" : RETRY));
    put(answer, "eventIds", notStored.eventIds());
    put(answer, "stored", notStored.stored());
    if (notStored.isTooLarge()) {
      return json(413, answer);
    }
    LOG.atWarn().addKeyValue("reason", notStored.getMessage()).log("Events are not all stored");
    return json(503, answer).with(RETRY_AFTER, SECONDS);
  }

  private static ObjectNode error(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message);
  }

  private static void put(ObjectNode answer, String field, List<UUID> ids) {
    ArrayNode array = answer.putArray(field);
    ids.forEach(id -> array.add(id.toString()));
  }

  private static ApiResponse json(int status, ObjectNode body) {
    return ApiResponse.json(status, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
