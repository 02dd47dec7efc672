package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.warehouse.status.api.http.ApiServer.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** A server on a free port of the loopback address, with clients that are closed with it. */
public final class RunningServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int READ_TIMEOUT_MS = 30_000;

  private final MeterRegistry registry;
  private final ApiServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Closeable> clients = new ArrayList<>();

  private RunningServer(Router router, Limits limits, MeterRegistry registry) {
    this.registry = registry;
    server = ApiServer.start(HOST, 0, limits, router, registry);
  }

  /** Starts with the usual limits. */
  public static RunningServer start(Router router) {
    return start(router, Limits.of(1 << 20));
  }

  /** Starts with given limits. */
  public static RunningServer start(Router router, Limits limits) {
    return new RunningServer(router, limits, new SimpleMeterRegistry());
  }

  /** Starts with the usual limits and the registry of the router. */
  public static RunningServer start(Router router, MeterRegistry registry) {
    return new RunningServer(router, Limits.of(1 << 20), registry);
  }

  ApiServer server() {
    return server;
  }

  /** Returns the sum of counters, or the value of a gauge. */
  public double metric(String name, String... tags) {
    return registry.get("warehouse.status.api." + name).tags(tags).meters().stream()
        .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
        .mapToDouble(measurement -> measurement.getValue())
        .sum();
  }

  /** Asks and returns the answer. */
  public HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers));
  }

  /** Asks and returns the answer. */
  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Asks without waiting for the answer. */
  public CompletableFuture<HttpResponse<String>> sendAsync(String path) {
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  /** Returns a request for GET, which can be made another. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + server.port() + path))
            .timeout(Duration.ofMillis(READ_TIMEOUT_MS));
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Connects, says something and returns the socket, which can be read from. */
  public Socket say(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getByName(HOST), server.port());
    clients.add(socket);
    socket.setSoTimeout(READ_TIMEOUT_MS);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  /** Says something and returns all that is answered until the server hangs up. */
  public String ask(String text) throws IOException {
    try (Socket socket = say(text)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** Connects as a client that reads next to nothing and that nobody waits for. */
  public SocketChannel connect(String text) throws IOException {
    SocketChannel client = SocketChannel.open();
    clients.add(client);
    client.setOption(StandardSocketOptions.SO_RCVBUF, 2048);
    client.connect(new InetSocketAddress(HOST, server.port()));
    client.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    client.configureBlocking(false);
    return client;
  }

  @Override
  public void close() throws IOException {
    for (Closeable client : clients) {
      client.close();
    }
    server.close();
    registry.close();
  }
}
