package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health can't be held up from outside: clients that are slow, silent or talk nonsense. */
class SlowClientsTest {

  private static final int CROWD = 1000;
  private static final int PROBES = 10;

  private static final int ASKERS = 100;
  private static final Duration METRICS_TAKE = Duration.ofMillis(300);

  /** Most answers come in time also on a machine that is busy with other tests. */
  private static final Duration DUE = Duration.ofSeconds(1);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private static final String HALF_A_HEAD = "GET /metrics HTTP/1.1\r\nHost: x\r\nX: ";
  private static final String HALF_A_BODY =
      "POST /health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf";
  private static final String METRICS = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String TLS = "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001";
  private static final String SILENCE = "";

  private final InetAddress host = InetAddress.getLoopbackAddress();
  private PrometheusMeterRegistry registry = new Page(Duration.ZERO, new AtomicInteger());
  private final List<SocketChannel> clients = new ArrayList<>();
  private ManagementServer server;

  @AfterEach
  void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    server.close();
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {HALF_A_HEAD, METRICS, HALF_A_BODY, TLS, SILENCE})
  void shouldAnswerProbesBesideAThousandWhoNeverFinish(String said) throws Exception {
    server = ManagementServer.start(host.getHostAddress(), 0, registry, List.of(), List.of());

    for (int i = 0; i < CROWD; i++) {
      connect(said);
    }

    // then
    assertProbesAnswered();
  }

  @Test
  void shouldAnswerProbesBesideACrowdThatAsksForMetricsThatTakeTime() throws Exception {
    AtomicInteger scrapes = new AtomicInteger();
    registry = new Page(METRICS_TAKE, scrapes);
    server = ManagementServer.start(host.getHostAddress(), 0, registry, List.of(), List.of());

    for (int i = 0; i < ASKERS; i++) {
      connect(METRICS);
    }

    // then
    assertProbesAnswered();
    for (SocketChannel asker : clients) {
      await().until(() -> asker.read(ByteBuffer.allocate(1)) == 1);
    }
    assertThat(scrapes.get()).isBetween(1, ASKERS / 2);
  }

  private void assertProbesAnswered() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    List<Duration> taken = new ArrayList<>();
    for (int i = 0; i < PROBES; i++) {
      for (String path : List.of("/health/live", "/health/ready")) {
        HttpRequest probe =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PROBE_TIMEOUT)
                .build();
        long asked = System.nanoTime();
        assertThat(http.send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        taken.add(Duration.ofNanos(System.nanoTime() - asked));
      }
    }
    Collections.sort(taken);
    assertThat(taken.get(PROBES)).isLessThan(DUE);
  }

  @Test
  void shouldHangUpOnTheOldestWhereThereAreTooMany() throws Exception {
    server = listen(2, FOR_EVER);
    SocketChannel first = connectAndAwaitAnswer();
    SocketChannel second = connectAndAwaitAnswer();
    SocketChannel third = connectAndAwaitAnswer();

    await().untilAsserted(() -> assertThat(isOpen(first)).isFalse());

    assertThat(isOpen(second)).isTrue();
    assertThat(isOpen(third)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {HALF_A_HEAD, METRICS, HALF_A_BODY, SILENCE})
  void shouldHangUpOnWhoeverTakesTooLong(String said) throws Exception {
    server = listen(CROWD, A_MOMENT);
    SocketChannel slow = connect(said);

    await().untilAsserted(() -> assertThat(isOpen(slow)).isFalse());
  }

  @Test
  void shouldHangUpOnWhoeverSaysABitNowAndThen() throws Exception {
    server = listen(CROWD, A_MOMENT);
    SocketChannel slow = connect(HALF_A_HEAD);

    await()
        .pollInterval(A_MOMENT.dividedBy(4))
        .untilAsserted(() -> assertThatIOException().isThrownBy(() -> say("x", slow)));
  }

  private ManagementServer listen(int mostConnections, Duration lifetime) {
    return ManagementServer.listen(
        host.getHostAddress(),
        0,
        new ManagementHandler(registry, List.of(), List.of()),
        mostConnections,
        lifetime);
  }

  /** More than the network buffers for a client that doesn't read. */
  private static final class Page extends PrometheusMeterRegistry {
    private static final String BIG = "x".repeat(3 << 20);

    private final Duration takes;
    private final AtomicInteger scrapes;

    Page(Duration takes, AtomicInteger scrapes) {
      super(PrometheusConfig.DEFAULT);
      this.takes = takes;
      this.scrapes = scrapes;
    }

    @Override
    public String scrape(String contentType) {
      scrapes.incrementAndGet();
      LockSupport.parkNanos(takes.toNanos());
      return BIG;
    }
  }

  private SocketChannel connect(String said) throws IOException {
    SocketChannel client = SocketChannel.open();
    clients.add(client);
    client.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
    client.connect(new InetSocketAddress(host, server.port()));
    say(said, client);
    client.configureBlocking(false);
    return client;
  }

  /** Else the server may take one that came later first. */
  private SocketChannel connectAndAwaitAnswer() throws IOException {
    SocketChannel client = connect(METRICS);
    await().until(() -> client.read(ByteBuffer.allocate(1)) == 1);
    return client;
  }

  private static void say(String what, SocketChannel client) throws IOException {
    client.write(ByteBuffer.wrap(what.getBytes(US_ASCII)));
  }

  /** Whether the server has not hung up; reads what it has said. */
  private static boolean isOpen(SocketChannel client) {
    try {
      return client.read(ByteBuffer.allocate(1 << 10)) != -1;
    } catch (IOException e) {
      return false;
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
