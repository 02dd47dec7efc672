package ai.warehouse.status.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A reader of one status-api, as a script is one. */
record Reading(int port) {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What was answered. */
  record Answer(int code, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(body, e);
      }
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  Answer get(String path) {
    return getLater(path).join();
  }

  /** Asks, and gives the answer when it is there. */
  CompletableFuture<Answer> getLater(String path) {
    return send(request(path).build());
  }

  /** Publishes a body, with the token for it. */
  Answer publish(String body) {
    return send(request("/events")
            .header("Authorization", "Bearer " + ReadingSystem.TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build())
        .join();
  }

  StreamReader stream(String path) {
    return new StreamReader(CLIENT, request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }

  private static CompletableFuture<Answer> send(HttpRequest request) {
    return CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> new Answer(answer.statusCode(), answer.body()));
  }
}
