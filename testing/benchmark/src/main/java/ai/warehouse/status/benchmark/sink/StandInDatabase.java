package ai.warehouse.status.benchmark.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that it has stored everything and stores nothing, so that millions of items take no memory
 * and little time; what isn't a write it passes on to a real database, which knows the tables.
 */
final class StandInDatabase implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("x-amz-target", "x-amz-date", "authorization", "content-type");
  private static final byte[] STORED = "{}".getBytes(StandardCharsets.UTF_8);

  private final URI real;
  private final Duration latency;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Listens on a free port of loopback.
   *
   * @param latency how long a write takes
   */
  StandInDatabase(URI real, Duration latency) throws IOException {
    this.real = real;
    this.latency = latency;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String operation = exchange.getRequestHeaders().getFirst("x-amz-target");
    byte[] answer = STORED;
    int status = HttpURLConnection.HTTP_OK;
    if (operation.endsWith("Item")) {
      LockSupport.parkNanos(latency.toNanos());
    } else {
      HttpResponse<byte[]> passed = passOn(exchange, body);
      answer = passed.body();
      status = passed.statusCode();
    }
    exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(real).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    for (String header : PASSED_ON) {
      request.header(header, exchange.getRequestHeaders().getFirst(header));
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
