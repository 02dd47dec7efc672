package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.json.StatusEventJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and publishes by way of a service. */
final class ServiceSource implements Source {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final long RECONNECT_SECONDS = 2;

  private final ServiceClient client;

  ServiceSource(ServiceClient client) {
    this.client = client;
  }

  @Override
  public @Nullable JsonNode status(Target target) {
    HttpResponse<InputStream> answer = client.get(path("status", target), TIMEOUT);
    return isFound(answer) ? client.json(answer.body()) : null;
  }

  @Override
  public void events(Target target, EventQuery query, Consumer<JsonNode> to) {
    HttpResponse<InputStream> answer =
        client.get(path("status-events", target) + parameters(query), TIMEOUT);
    if (!isFound(answer)) {
      return;
    }
    // One after the other: a history may be long.
    try (InputStream body = answer.body();
        MappingIterator<JsonNode> events = Json.MAPPER.readerFor(JsonNode.class).readValues(body)) {
      while (events.hasNextValue()) {
        to.accept(events.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw TroubleException.lasting("The service answers no JSON", e);
    } catch (IOException e) {
      throw client.unreachable(e);
    }
  }

  private static String parameters(EventQuery query) {
    List<String> parameters = new ArrayList<>();
    add(parameters, "since", query.since());
    add(parameters, "until", query.until());
    if (query.limit() != null) {
      parameters.add("limit=" + query.limit());
    }
    if (query.descending()) {
      parameters.add("order=desc");
    }
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private static void add(List<String> parameters, String name, @Nullable Instant time) {
    if (time != null) {
      parameters.add(name + "=" + ServiceClient.encode(Timestamps.format(time)));
    }
  }

  @Override
  public Waited await(BuildKey build, boolean failIfFailing, Duration timeout) {
    Duration once = timeout.compareTo(LONGEST_WAIT) < 0 ? timeout : LONGEST_WAIT;
    String path =
        ServiceClient.path("wait", build.pkg(), build.env(), build.version())
            + "?timeout="
            + once.toSeconds()
            + (failIfFailing ? "" : "&fail=never");
    HttpResponse<InputStream> answer = client.get(path, once.plus(TIMEOUT));
    return switch (answer.statusCode()) {
      case 200 -> waited(Waited.Result.COMPLETE, answer);
      case 409 -> waited(Waited.Result.FAILING, answer);
      case 504 -> timedOut(answer);
      default -> throw client.refused(answer.statusCode(), answer.body());
    };
  }

  private Waited waited(Waited.Result result, HttpResponse<InputStream> answer) {
    return new Waited(result, client.json(answer.body()).get("status"));
  }

  // A proxy on the way may have its own idea of how long is too long.
  private Waited timedOut(HttpResponse<InputStream> answer) {
    JsonNode body;
    try {
      body = client.json(answer.body());
    } catch (TroubleException e) {
      throw TroubleException.passing("The connection to the service was given up (HTTP 504)", e);
    }
    if (!body.path("result").asText().equals("timeout")) {
      throw TroubleException.passing("The service is out of time (HTTP 504)", null);
    }
    return new Waited(Waited.Result.TIMED_OUT, body.get("status"));
  }

  @Override
  public void watch(@Nullable Target target, LiveView view) {
    String path = target == null ? "/stream" : path("stream", target);
    while (follow(path, view)) {
      pause(RECONNECT_SECONDS);
    }
  }

  private boolean follow(String path, LiveView view) {
    try {
      HttpResponse<InputStream> answer = client.stream(path);
      if (answer.statusCode() != 200) {
        throw client.refused(answer.statusCode(), answer.body());
      }
      try (InputStream body = answer.body()) {
        return EventStreamReader.read(body, view::show)
            && view.showDisconnected("The service ended the stream");
      } catch (IOException e) {
        throw client.unreachable(e);
      }
    } catch (TroubleException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      return view.showDisconnected(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void publish(List<StatusEvent> events) {
    ByteArrayOutputStream ndjson = new ByteArrayOutputStream();
    for (StatusEvent event : events) {
      ndjson.writeBytes(StatusEventJson.write(event));
      ndjson.write('\n');
    }
    HttpResponse<InputStream> answer = client.post("/events", ndjson.toByteArray(), TIMEOUT);
    if (answer.statusCode() != 202) {
      throw client.refused(answer.statusCode(), answer.body());
    }
    client.json(answer.body());
  }

  @Override
  public String toString() {
    return client.toString();
  }

  private boolean isFound(HttpResponse<InputStream> answer) {
    if (answer.statusCode() == 200) {
      return true;
    }
    if (client.isUnknown(answer)) {
      return false;
    }
    throw client.refused(answer.statusCode(), answer.body());
  }

  private static String path(String route, Target target) {
    return ServiceClient.path(route, target.key().pkg(), target.key().env(), target.version());
  }

  private static void pause(long seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TroubleException.lasting("Interrupted", e);
    }
  }
}
