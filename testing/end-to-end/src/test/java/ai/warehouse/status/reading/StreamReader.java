package ai.warehouse.status.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Reads Server-Sent Events as a browser does, and keeps them. */
final class StreamReader implements AutoCloseable {
  /** An event of a name. */
  record Event(String name, JsonNode data) {}

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> ended;
  private final Stream<String> lines;
  private String name = "message";
  private final StringBuilder data = new StringBuilder();

  StreamReader(HttpClient client, HttpRequest request) {
    HttpResponse<Stream<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join();
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
    }
    lines = answer.body();
    ended = CompletableFuture.runAsync(() -> lines.forEach(this::read), run -> thread(run).start());
  }

  private static Thread thread(Runnable run) {
    Thread thread = new Thread(run, "stream-reader");
    thread.setDaemon(true);
    return thread;
  }

  private void read(String line) {
    if (line.isEmpty()) {
      if (!data.isEmpty()) {
        events.add(new Event(name, json(data.toString())));
      }
      name = "message";
      data.setLength(0);
    } else if (line.startsWith("event: ")) {
      name = line.substring("event: ".length());
    } else if (line.startsWith("data: ")) {
      data.append(line, "data: ".length(), line.length());
    }
  }

  private static JsonNode json(String text) {
    try {
      return Reading.JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  /** Returns what has come so far, in order. */
  List<Event> events() {
    return events;
  }

  List<JsonNode> of(String event) {
    return events.stream().filter(one -> one.name().equals(event)).map(Event::data).toList();
  }

  /** Returns what completes when the service has ended the stream. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  @Override
  public void close() {
    lines.close();
  }
}
