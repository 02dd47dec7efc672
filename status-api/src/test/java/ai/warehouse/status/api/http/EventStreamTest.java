package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.live.Frame;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final String GET = "GET /stream HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final int MOST = 50;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FakeSource source = new FakeSource();
  private final EventStreams streams = new EventStreams(MOST, registry);
  private final RunningServer server =
      RunningServer.start(
          new Router(Access.open())
              .get("/stream", request -> completedFuture(streams.open(source::subscribe)))
              .get("/broken", request -> completedFuture(streams.open(to -> broken())))
              .get("/ping", request -> completedFuture(ApiResponse.empty(200))),
          registry);

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static AutoCloseable broken() {
    throw new IllegalStateException("a bug");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private BufferedReader stream() throws IOException {
    return new BufferedReader(new InputStreamReader(server.say(GET).getInputStream(), UTF_8));
  }

  /** Reads up to a line. */
  private static List<String> until(String end, BufferedReader stream) {
    List<String> lines = new ArrayList<>();
    assertThat(stream.lines().peek(lines::add).anyMatch(end::equals)).as("in %s", lines).isTrue();
    return lines;
  }

  @Test
  void shouldSendWhatTheSourceSends() throws Exception {
    BufferedReader stream = stream();
    assertThat(until("data: {}", stream))
        .contains("Content-Type: text/event-stream", "Cache-Control: no-store")
        .containsSubsequence("retry: 2000", "event: snapshot", "data: {}");

    source.send("{\"pkg\":\"ä😀\"}");
    source.send(Frame.comment("alive"));

    assertThat(until(": alive", stream))
        .containsSubsequence("event: changes", "data: {\"pkg\":\"ä😀\"}", ": alive");
    assertThat(server.metric("streams.open")).isOne();
  }

  @Test
  void shouldSendFramesLargerThanTheQueue() throws Exception {
    String large = "x".repeat(3 << 20);
    BufferedReader stream = stream();
    until("data: {}", stream);

    source.send(large);

    assertThat(stream.lines().anyMatch(line -> line.length() > 100)).isTrue();
  }

  @Test
  void shouldEndWhenTheSourceEnds() throws Exception {
    BufferedReader stream = stream();
    until("data: {}", stream);

    source.end();

    until("0", stream); // the last chunk
    await().until(() -> source.open() == 0);
    assertThat(server.metric("streams.open")).isZero();
  }

  @Test
  void shouldEndWithACommentWhenTheServerStops() throws Exception {
    BufferedReader stream = stream();
    until("data: {}", stream);

    server.server().close();

    assertThat(stream.lines()).contains(": stopping");
    assertThat(source.open()).isZero();
  }

  @Test
  void shouldEndTheSubscriptionWhenTheClientHangsUp() throws Exception {
    Socket client = server.say(GET);
    await().until(() -> source.open() == 1);

    client.close();

    await().until(() -> source.open() == 0);
    assertThat(server.metric("streams.open")).isZero();
    assertThat(server.metric("streams.dropped")).isZero();
  }

  @Test
  void shouldRefuseMoreThanAreAllowed() throws Exception {
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      clients.add(server.say(GET));
    }
    await().until(() -> source.open() == MOST);

    HttpResponse<String> surplus = server.get("/stream");

    assertThat(surplus.statusCode()).isEqualTo(503);
    assertThat(surplus.body()).contains("All 50 streams are taken (streams.max)");
    assertThat(surplus.headers().firstValue("Retry-After")).contains("10");
    clients.get(0).close();
    await().until(() -> source.open() == MOST - 1);
    assertThat(until("data: {}", stream())).contains("HTTP/1.1 200 OK");
  }

  @Test
  void shouldNotSubscribeForHead() throws Exception {
    HttpResponse<String> head =
        server.send(server.request("/stream").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(source.subscribed()).isZero();
    assertThat(server.metric("streams.open")).isZero();
  }

  @Test
  void shouldEndWhereTheSourceFails() throws Exception {
    server.ask("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n");

    await().until(() -> server.metric("streams.open") == 0);
  }

  @Test
  void shouldDropReadersThatStopReadingWhileOthersGoOn() throws Exception {
    String kilobytes = "x".repeat(10_000);
    SocketChannel stuck = server.connect(GET);
    await().until(() -> source.open() == 1);
    BufferedReader good = stream();
    until("data: {}", good);
    CompletableFuture<List<String>> reading =
        CompletableFuture.supplyAsync(() -> until("data: end", good));

    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              source.send(kilobytes);
              return server.metric("streams.dropped") == 1;
            });
    source.send("end");

    assertThat(reading.get()).contains("data: " + kilobytes);
    assertThat(source.open()).isOne();
    assertThat(server.metric("streams.open")).isOne();
    await().until(() -> !isOpen(stuck));
  }

  private static boolean isOpen(SocketChannel client) {
    ByteBuffer some = ByteBuffer.allocate(1 << 16);
    try {
      int read;
      do {
        read = client.read(some.clear());
      } while (read > 0);
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
