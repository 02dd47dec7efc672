package ai.warehouse.status.benchmark.api;

import ai.warehouse.status.benchmark.Times;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.HdrHistogram.SynchronizedHistogram;

/** Open streams, each of which notes when the names that it finds in its lines arrive. */
final class Streams implements AutoCloseable {
  private static final int DIGITS = 3;
  private static final String SNAPSHOT = "event: snapshot";
  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient client;
  private final Pattern name;
  private final List<CompletableFuture<?>> open = new ArrayList<>();
  private final Map<String, Long> due = new ConcurrentHashMap<>();
  private final AtomicInteger snapshots = new AtomicInteger();
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
    String complete = text.substring(0, lines);
    if (complete.contains(SNAPSHOT) && seen.add(SNAPSHOT)) {
      snapshots.incrementAndGet();
    }
    name.matcher(complete)
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

  /** Waits until each stream has its first part, or for so long. */
  void awaitSnapshots(Duration atMost) throws InterruptedException {
    await(atMost, () -> snapshots.get() == open.size());
  }

  /** Waits until so many names have been noted, or for so long. */
  void awaitNoted(long names, Duration atMost) throws InterruptedException {
    await(atMost, () -> micros.getTotalCount() >= names);
  }

  private static void await(Duration atMost, BooleanSupplier condition)
      throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < until) {
      Thread.sleep(POLL.toMillis());
    }
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
