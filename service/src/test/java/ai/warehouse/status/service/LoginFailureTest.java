package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Kafka's own clients throw when a login fails on this side. */
class LoginFailureTest {
  private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearer";
  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  private HttpServer endpoint;
  private String url;

  @BeforeEach
  void listen() throws Exception {
    endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint.start();
    url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token";
    System.setProperty(ALLOWED, url);
  }

  @AfterEach
  void close() {
    endpoint.stop(0);
    System.clearProperty(ALLOWED);
  }

  @Test
  void shouldWaitForATokenEndpointThatIsNotThere() {
    endpoint.stop(0);

    LoginFailure failure = logIn(OAUTH + "LoginModule");

    assertThat(failure)
        .isEqualTo(new LoginFailure("java.net.ConnectException: Connection refused", true));
  }

  @Test
  void shouldWaitForATokenEndpointThatIsUnavailable() {
    answer(503);

    LoginFailure failure = logIn(OAUTH + "LoginModule");

    assertThat(failure.reason()).startsWith("java.io.IOException: ").contains("503");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void shouldWaitForATokenEndpointThatBreaksOffTls() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      url = "https://127.0.0.1:" + proxy.getLocalPort() + "/token";
      System.setProperty(ALLOWED, url);
      CompletableFuture.runAsync(() -> breakOff(proxy));

      LoginFailure failure = logIn(OAUTH + "LoginModule");

      assertThat(failure.reason()).startsWith("java.io.EOFException: ");
      assertThat(failure.mayPass()).isTrue();
    }
  }

  // Reads first, else the end would be a reset.
  private static void breakOff(ServerSocket proxy) {
    byte[] hello = new byte[1 << 14];
    while (!proxy.isClosed()) {
      try (Socket client = proxy.accept()) {
        client.getInputStream().read(hello);
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  @Test
  void shouldNotWaitWhereATokenIsRefused() {
    answer(401);

    LoginFailure failure = logIn(OAUTH + "LoginModule");

    assertThat(failure.reason()).contains("401", "who are you").doesNotContain("\n");
    assertThat(failure.mayPass()).isFalse();
  }

  @Test
  void shouldNotWaitForAClassThatIsMissing() {
    LoginFailure failure = logIn("no.such.Module");

    assertThat(failure.reason()).contains("no.such.Module");
    assertThat(failure.mayPass()).isFalse();
  }

  @Test
  void shouldUnderstandAJavaThatKeepsTheCause() {
    LoginException login = new LoginException("java.lang.IllegalStateException: no token");
    login.initCause(new IllegalStateException("no token", new java.net.ConnectException("gone")));

    assertThat(LoginFailure.in(new IllegalStateException(login)))
        .contains(new LoginFailure("java.net.ConnectException: gone", true));
  }

  private LoginFailure logIn(String module) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:1",
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            "OAUTHBEARER",
            "sasl.login.callback.handler.class",
            OAUTH + "LoginCallbackHandler",
            "sasl.jaas.config",
            module + " required;",
            "sasl.oauthbearer.token.endpoint.url",
            url,
            "sasl.oauthbearer.client.credentials.client.id",
            "me",
            "sasl.oauthbearer.client.credentials.client.secret",
            "secret",
            "sasl.login.retry.backoff.ms",
            1,
            "sasl.login.retry.backoff.max.ms",
            1);
    Throwable thrown = catchThrowable(() -> Admin.create(client).close());
    assertThat(KafkaAccessDeniedException.reason(thrown))
        .startsWith("No login to Kafka, see kafka.sasl.*: ");
    return LoginFailure.in(thrown).orElseThrow();
  }

  private void answer(int status) {
    endpoint.createContext(
        "/token",
        exchange -> {
          byte[] body = "{\"error\":\"no\",\"error_description\":\"who are you\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
