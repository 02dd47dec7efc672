package ai.warehouse.status.benchmark.api;

import ai.warehouse.status.benchmark.Times;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.HdrHistogram.SynchronizedHistogram;

/** Open streams, each of which notes when the names that it finds in its lines arrive. */
final class Streams implements AutoCloseable {
  private static final int DIGITS = 3;

  private final HttpClient client;
  private final Pattern name;
  private final List<CompletableFuture<?>> open = new ArrayList<>();
  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final SynchronizedHistogram micros = new SynchronizedHistogram(DIGITS);

  /** Finds names as the first group of a pattern. */
  Streams(HttpClient client, Pattern name) {
    this.client = client;
    this.name = name;
  }

  void open(URI stream) {
    StringBuilder rest = new StringBuilder();
    Set<String> seen = new HashSet<>();
    HttpRequest request = HttpRequest.newBuilder(stream).build();
    open.add(
        client.sendAsync(
            request,
            BodyHandlers.ofByteArrayConsumer(
                bytes ->
                    bytes.ifPresent(
                        chunk ->
                            read(rest.append(new String(chunk, StandardCharsets.UTF_8)), seen)))));
  }

  private void read(StringBuilder text, Set<String> seen) {
    long now = System.nanoTime();
    int lines = text.lastIndexOf("\n") + 1;
    name.matcher(text.substring(0, lines))
        .results()
        .map(found -> found.group(1))
        .filter(found -> due.containsKey(found) && seen.add(found))
        .forEach(found -> micros.recordValue(TimeUnit.NANOSECONDS.toMicros(now - due.get(found))));
    text.delete(0, lines);
  }

  /** Expects a name from now on; false if it is expected already. */
  boolean expect(String expected, long dueNanos) {
    return due.putIfAbsent(expected, dueNanos) == null;
  }

  /** Returns how many have ended, for whatever reason. */
  long ended() {
    return open.stream().filter(CompletableFuture::isDone).count();
  }

  /** Returns how late names were, on each stream. */
  Times times() {
    return Times.of(micros);
  }

  @Override
  public void close() {
    open.forEach(stream -> stream.cancel(true));
  }
}
