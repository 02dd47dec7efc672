package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.warehouse.status.api.http.ApiServer.Limits;
import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Others are served, whatever some clients do, and what they took is free again afterwards. */
class HostileClientsTest {

  private static final String END = "Host: x\r\n\r\n";
  private static final String HALF_A_HEAD = "GET /ping HTTP/1.1\r\nHost: x\r\nX: ";
  private static final String HALF_A_BODY =
      "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf";
  private static final String HALF_A_CHUNK =
      "POST /body HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf";
  private static final String UNREAD = "GET /big HTTP/1.1\r\n" + END;
  private static final String IDLE = "GET /ping HTTP/1.1\r\n" + END;
  private static final String TLS = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001";
  private static final String SILENCE = "";
  private static final String STREAM = "GET /stream HTTP/1.1\r\n" + END;

  /** More than the system buffers. */
  private static final ApiResponse BIG = text("x".repeat(8 << 20));

  private static final Duration A_MOMENT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int CROWD = 500;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FakeSource source = new FakeSource();
  private final EventStreams streams = new EventStreams(CROWD, registry);
  private final Router router =
      new Router(Access.open())
          .get("/ping", request -> completedFuture(text("pong")))
          .get("/big", request -> completedFuture(BIG))
          .get("/stream", request -> completedFuture(streams.open(source::subscribe)))
          .post(
              "/body",
              Access.open(),
              request -> request.body().thenApply(body -> text(String.valueOf(body.length))));
  private RunningServer server;

  private void start(int connections, Duration patience) {
    server = RunningServer.start(router, new Limits(connections, patience, 1 << 20));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static ApiResponse text(String text) {
    return ApiResponse.of(200, "text/plain", text.getBytes(UTF_8));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }

  private void assertServed() throws Exception {
    assertThat(server.get("/ping").body()).isEqualTo("pong");
    assertThat(server.ask("GET /ping HTTP/1.1\r\nConnection: close\r\n" + END)).contains("pong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {HALF_A_HEAD, HALF_A_BODY, HALF_A_CHUNK, UNREAD, IDLE, TLS, SILENCE, STREAM})
  void shouldServeOthersBesideACrowdThatNeverFinishes(String said) throws Exception {
    start(2 * CROWD, LONG);
    for (int i = 0; i < CROWD; i++) {
      server.connect(said);
    }

    assertServed();
  }

  @Test
  void shouldServeOthersBesideTenThousand() throws Exception {
    int crowd = Math.min(10_000, mostConnections());
    start(2 * crowd, LONG);
    int threads = Thread.activeCount();
    List<String> kinds = List.of(HALF_A_HEAD, HALF_A_BODY, IDLE, TLS, SILENCE);

    for (int i = 0; i < crowd; i++) {
      server.connect(kinds.get(i % kinds.size()));
    }

    assertServed();
    await().until(() -> server.metric("connections") >= crowd / 2.0);
    assertThat(Thread.activeCount()).isLessThan(threads + 20);
  }

  /** Each connection is two files here, and the virtual machine needs some of its own. */
  private static int mostConnections() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    long files =
        system instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount() - unix.getOpenFileDescriptorCount()
            : 2 * CROWD;
    return (int) Math.min(Integer.MAX_VALUE, files * 9 / 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {HALF_A_HEAD, HALF_A_BODY, HALF_A_CHUNK, UNREAD, IDLE, SILENCE})
  void shouldHangUpOnWhoeverTakesTooLong(String said) throws Exception {
    start(10, A_MOMENT);

    server.connect(said);

    await().until(() -> server.metric("connections") == 1);
    await().until(() -> server.metric("connections") == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {HALF_A_HEAD, HALF_A_CHUNK, HALF_A_BODY})
  void shouldHangUpOnWhoeverSaysABitNowAndThen(String said) throws Exception {
    start(10, Duration.ofSeconds(1));
    SocketChannel slow = server.connect(said);

    await()
        .pollInterval(A_MOMENT)
        .untilAsserted(
            () ->
                assertThatIOException()
                    .isThrownBy(() -> slow.write(ByteBuffer.wrap("x".getBytes(UTF_8)))));
  }

  @Test
  void shouldKeepThoseItServes() throws Exception {
    start(10, A_MOMENT);
    Socket stream = server.say(STREAM);
    await().until(() -> source.open() == 1);

    // Others come and are hung up on meanwhile.
    server.connect(SILENCE);
    await().until(() -> server.metric("connections") == 2);
    await().until(() -> server.metric("connections") == 1);

    assertThat(source.open()).isOne();
    assertThat(stream.getInputStream().read()).isEqualTo('H');
  }

  @Test
  void shouldHangUpOnTheLongestSilentWhereThereAreTooMany() throws Exception {
    start(20, LONG);
    Socket stream = server.say(STREAM);
    await().until(() -> source.open() == 1);
    for (int i = 0; i < CROWD; i++) {
      server.connect(i % 2 == 0 ? SILENCE : HALF_A_HEAD);
    }

    assertServed();
    await().until(() -> server.metric("connections") <= 20);
    assertThat(source.open()).isOne();
    assertThat(stream.isConnected()).isTrue();
  }

  @Test
  void shouldRefuseTheNewestWhereAllAreServed() throws Exception {
    start(3, LONG);
    for (int i = 0; i < 3; i++) {
      server.say(STREAM);
    }
    await().until(() -> source.open() == 3);

    SocketChannel surplus = server.connect(SILENCE);

    await().until(() -> isClosed(surplus));
    assertThat(source.open()).isEqualTo(3);
  }

  private static boolean isClosed(SocketChannel client) {
    try {
      return client.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_192, 100_000, 1_000_000})
  void shouldRefuseLongPathsAndHeaders(int length) throws Exception {
    start(10, LONG);
    String text = "x".repeat(length);

    assertThat(refusal("GET /" + text + " HTTP/1.1\r\n" + END)).startsWith("HTTP/1.1 414 ");
    assertThat(refusal("GET /ping HTTP/1.1\r\nX: " + text + "\r\n" + END))
        .startsWith("HTTP/1.1 431 ");
    assertThat(refusal("GET /ping HTTP/1.1\r\n" + "X: y\r\n".repeat(length / 6) + END))
        .startsWith("HTTP/1.1 431 ");
    assertServed();
  }

  /** Returns how an answer begins that comes while the request is still being sent. */
  private String refusal(String request) throws Exception {
    Socket socket = server.say("");
    Thread writer = new Thread(() -> write(request, socket), "writer");
    writer.start();
    byte[] begin = socket.getInputStream().readNBytes(20);
    socket.close();
    writer.join();
    return new String(begin, UTF_8);
  }

  private static void write(String request, Socket socket) {
    try {
      socket.getOutputStream().write(request.getBytes(UTF_8));
    } catch (IOException e) {
      // The server need not read all of it.
    }
  }

  @Test
  void shouldNotLeakStreamsThatAreOpenedAndDropped() throws Exception {
    start(2 * CROWD, LONG);
    assertServed();
    int threads = Thread.activeCount();

    for (int i = 0; i < 10_000; i++) {
      Socket client = server.say(STREAM);
      if (i % 2 == 0) {
        assertThat(client.getInputStream().read()).isEqualTo('H');
      } else if (i % 3 == 0) {
        client.setSoLinger(true, 0);
      }
      client.close();
      if (i % 100 == 0) {
        source.send("{}");
      }
    }

    await().until(() -> source.open() == 0 && server.metric("connections") <= 1);
    assertThat(registry.get("warehouse.status.api.streams.open").gauge().value()).isZero();
    assertThat(Thread.activeCount()).isLessThan(threads + 10);
    assertServed();
  }

  @Test
  void shouldBoundTheMemoryOfAllBodies() throws Exception {
    start(2 * CROWD, LONG);
    String almost =
        "POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1048576\r\n\r\n"
            + "x".repeat((1 << 20) - 1);
    List<Socket> clients = new ArrayList<>();
    boolean cutOff = false;
    for (int i = 0; i < 40 && !cutOff; i++) {
      try {
        clients.add(server.say(almost));
      } catch (SocketException e) {
        cutOff = true; // refused while it was still sending
      }
    }

    if (!cutOff) {
      await().until(() -> answered(clients) != null);
      assertThat(new String(answered(clients).getInputStream().readNBytes(13), UTF_8))
          .isEqualTo("HTTP/1.1 503 ");
    }
    for (Socket client : clients) {
      client.close();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(server.ask(almost + "xPOST / HTTP/1.1\r\nConnection: close\r\n" + END))
                    .contains("1048576"));
  }

  private static Socket answered(List<Socket> clients) throws IOException {
    for (Socket client : clients) {
      if (client.getInputStream().available() > 0) {
        return client;
      }
    }
    return null;
  }
}
