package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.service.StartupException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

  private static final String BIG = "x".repeat(3 << 20);
  private static final int MOST_BODY = 1000;

  private final CompletableFuture<ApiResponse> later = new CompletableFuture<>();
  private final CompletableFuture<ApiResponse> held = new CompletableFuture<>();

  private final RunningServer server =
      RunningServer.start(
          new Router(Access.bearer(new Password("secret")))
              .open("/build/{pkg}/{env}/{version}", ApiServerTest::echo)
              .open("/query", request -> completedFuture(text(request.query("q"))))
              .open("/number", ApiServerTest::number)
              .open("/big", request -> completedFuture(text(BIG)))
              .open("/broken", ApiServerTest::broken)
              .open("/gone", request -> failedFuture(new ApiException(410, "<b>gone</b>")))
              .open("/busy", request -> failedFuture(ApiException.unavailable("busy", 7)))
              .open("/later", request -> later)
              .open("/held", request -> request.hold(held))
              .get("/private", request -> completedFuture(text("told")))
              .post("/body", Access.open(), ApiServerTest::body),
          new ApiServer.Limits(100, Duration.ofSeconds(30), MOST_BODY));

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private static ApiResponse text(String text) {
    return ApiResponse.of(200, "text/plain", String.valueOf(text).getBytes(UTF_8));
  }

  private static CompletableFuture<ApiResponse> echo(ApiRequest request) {
    return completedFuture(text(request.buildKey().toString()));
  }

  private static CompletableFuture<ApiResponse> number(ApiRequest request) {
    return completedFuture(text(String.valueOf(request.query("n", 1, 9, 5))));
  }

  private static CompletableFuture<ApiResponse> broken(ApiRequest request) {
    throw new IllegalStateException("a bug, with a secret");
  }

  private static CompletableFuture<ApiResponse> body(ApiRequest request) {
    return request.body().thenApply(body -> text(body.length + " bytes"));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  private static void assertSecured(HttpResponse<?> response) {
    assertThat(header(response, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(response, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(response, "Server")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/build/pkg/dev/1.0.0, pkg!dev!1.0.0",
    "/build/%40scope%2Fname/dev/1.0.0, @scope/name!dev!1.0.0",
    "/build/@scope/name/dev/1.0.0, @scope/name!dev!1.0.0",
    "/build/pkg/dev/100%25, pkg!dev!100%",
    "/build/a%5Cb/dev/1, a\\b!dev!1",
    "/build/a;b/d%3Be/1.0+x, a;b!d;e!1.0+x",
    "/build/%C3%A4%F0%9F%98%80/%22%3Cb%3E/1, ä😀!\"<b>!1"
  })
  void shouldTakeAnyName(String path, String key) throws Exception {
    HttpResponse<String> response = server.get(path);

    assertThat(response.body()).isEqualTo(key);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertSecured(response);
  }

  @ParameterizedTest
  @CsvSource({
    "/build/a!b/dev/1, pkg contains '!'",
    "/build/pkg/d%0Av/1, env contains a control character",
    "/build/pkg/%20/1, env is blank",
    "/build/pkg/dev/%2e%2e, Ambiguous URI path segment",
    "/build/%ff/dev/1, UTF-8",
    "/query?q=%zz, The query is malformed",
    "/number?n=10, n must be a whole number from 1 to 9",
    "/number?n=x, n must be a whole number from 1 to 9"
  })
  void shouldNameWhatIsInvalid(String path, String what) throws Exception {
    String answer = server.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Content-Type: application/json")
        .contains("{\"error\":\"")
        .contains(what);
  }

  @Test
  void shouldReadQuery() throws Exception {
    assertThat(server.get("/query?q=a%26b+c&q=d").body()).isEqualTo("a&b c");
    assertThat(server.get("/query?q=").body()).isEqualTo("null");
    assertThat(server.get("/number?n=9").body()).isEqualTo("9");
    assertThat(server.get("/number").body()).isEqualTo("5");
  }

  @Test
  void shouldNameWhatIsNotThere() throws Exception {
    HttpResponse<String> response = server.get("/nothing/%3Cscript%3E?q=1");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body())
        .isEqualTo("{\"error\":\"There is nothing at /nothing/%3Cscript%3E\"}");
    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertSecured(response);
  }

  @Test
  void shouldAnswerErrorsOfRoutes() throws Exception {
    HttpResponse<String> gone = server.get("/gone");
    HttpResponse<String> busy = server.get("/busy");

    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).isEqualTo("{\"error\":\"<b>gone</b>\"}");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(header(busy, "Retry-After")).isEqualTo("7");
  }

  @Test
  void shouldNotTellOfBugs() throws Exception {
    HttpResponse<String> response = server.get("/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"Internal error, in /broken\"}");
    assertSecured(response);
  }

  @Test
  void shouldAnswerHeadLikeGetWithoutBody() throws Exception {
    HttpResponse<String> head =
        server.send(server.request("/big").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(BIG.length());
    assertThat(head.body()).isEmpty();
  }

  @Test
  void shouldTellAllowedMethods() throws Exception {
    HttpResponse<String> options =
        server.send(server.request("/big").method("OPTIONS", BodyPublishers.noBody()));
    HttpResponse<String> post = server.send(server.request("/big").DELETE());
    HttpResponse<String> get = server.get("/body");
    HttpResponse<String> trace =
        server.send(server.request("/nothing").method("TRACE", BodyPublishers.noBody()));

    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(header(post, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(post.body()).isEqualTo("{\"error\":\"DELETE is not allowed for /big\"}");
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(header(get, "Allow")).isEqualTo("POST, OPTIONS");
    assertThat(trace.statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAskForCredentials() throws Exception {
    HttpResponse<String> nobody = server.get("/private");
    HttpResponse<String> other = server.get("/private", "Authorization", "Bearer other");
    HttpResponse<String> known = server.get("/private", "Authorization", "Bearer secret");

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(header(nobody, "WWW-Authenticate")).isEqualTo("Bearer realm=\"warehouse-status\"");
    assertThat(nobody.body()).startsWith("{\"error\":");
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(known.body()).isEqualTo("told");
  }

  @Test
  void shouldAnswerLargely() throws Exception {
    assertThat(server.get("/big").body()).isEqualTo(BIG);
  }

  @Test
  void shouldReadBodies() throws Exception {
    String full = "x".repeat(MOST_BODY);

    assertThat(server.send(post(full)).body()).isEqualTo("1000 bytes");
    assertThat(server.send(post("")).body()).isEqualTo("0 bytes");
    assertThat(server.ask(chunked("4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n"))).contains("7 bytes");
  }

  private HttpRequest.Builder post(String body) {
    return server.request("/body").POST(BodyPublishers.ofString(body));
  }

  private static String chunked(String chunks) {
    return "POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n"
        + chunks;
  }

  @Test
  void shouldRefuseLargeBodies() throws Exception {
    HttpResponse<String> announced = server.send(post("x".repeat(MOST_BODY + 1)));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("larger than 1000 bytes (request.max.bytes)");
    assertThat(server.ask(chunked("3e8\r\n" + "x".repeat(MOST_BODY) + "\r\n1\r\nx\r\n0\r\n\r\n")))
        .startsWith("HTTP/1.1 413 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: x\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nnot a length\r\n",
        "Transfer-Encoding: gzip\r\n\r\nx"
      })
  void shouldRefuseBodiesThatContradictThemselves(String headersAndBody) throws Exception {
    assertThat(server.ask("POST /body HTTP/1.1\r\nHost: x\r\n" + headersAndBody))
        .matches(answer -> answer.startsWith("HTTP/1.1 400 ") || answer.startsWith("HTTP/1.1 501 "))
        .contains("{\"error\":\"");
  }

  @Test
  void shouldKeepConnectionsAlive() throws Exception {
    String get = "GET /number HTTP/1.1\r\nHost: x\r\n";

    String answers = server.ask(get + "\r\n" + get + "\r\n" + get + "Connection: close\r\n\r\n");

    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
  }

  @Test
  void shouldCountRequests() throws Exception {
    server.get("/number");
    server.get("/nothing");
    server.get("/private");

    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(server.metric("requests", "route", "/number", "status", "2xx")).isOne();
              assertThat(server.metric("requests", "route", "none", "status", "4xx")).isOne();
              assertThat(server.metric("requests", "route", "/private", "status", "4xx")).isOne();
            });
    assertThat(server.metric("requests", "route", "/big", "status", "5xx")).isZero();
  }

  @Test
  void shouldFinishRequestsWhenStopped() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = server.sendAsync("/later");
    CompletableFuture<HttpResponse<String>> waiting = server.sendAsync("/held");
    awaitAsked(later);
    awaitAsked(held);
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(server.server()::close);

    // Held ones are sent away at once, others are waited for.
    assertThat(waiting.get().statusCode()).isEqualTo(503);
    assertThat(header(waiting.get(), "Retry-After")).isNotNull();
    assertThat(stopped).isNotDone();
    later.complete(text("done"));
    assertThat(answer.get().body()).isEqualTo("done");
    assertThat(header(answer.get(), "Connection")).isEqualTo("close");
    stopped.get();
  }

  private static void awaitAsked(CompletableFuture<?> answer) {
    Awaitility.await().until(() -> answer.getNumberOfDependents() > 0);
  }

  @Test
  void shouldCancelWhatIsHeldWhenClientHangsUp() throws Exception {
    Socket client = server.say("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
    awaitAsked(held);

    client.close();

    Awaitility.await().until(held::isCancelled);
    Awaitility.await().untilAsserted(() -> assertThat(server.metric("connections")).isZero());
  }

  @Test
  void shouldNameATakenAddress() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(
              () ->
                  ApiServer.start(
                      "127.0.0.1",
                      taken.getLocalPort(),
                      ApiServer.Limits.of(1),
                      new Router(Access.open()),
                      new SimpleMeterRegistry()))
          .withMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }
}
