package ai.warehouse.status.testing.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/**
 * The endpoint that gives a container its credentials; while open, this process has no others and
 * asks here.
 */
public final class CredentialsEndpoint implements AutoCloseable {
  private record Answer(int status, String body) {}

  private final Properties before = (Properties) System.getProperties().clone();
  private final HttpServer server;
  private volatile Answer answer = new Answer(404, "");

  public CredentialsEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Answer now = answer;
          byte[] bytes = now.body.getBytes(UTF_8);
          exchange.sendResponseHeaders(now.status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    System.setProperty(
        "aws.containerCredentialsFullUri", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void answer(int status, String body) {
    answer = new Answer(status, body);
  }

  /** Gives credentials that any local DynamoDB accepts. */
  public void giveCredentials(Duration valid) {
    answer(200, credentials("local", Instant.now().plus(valid)));
  }

  /** Returns the answer that gives a key, valid until then. */
  public static String credentials(String key, Instant expiration) {
    return """
        {"AccessKeyId":"%s","SecretAccessKey":"local","Token":"t","Expiration":"%s"}
        """
        .formatted(key, expiration);
  }

  @Override
  public void close() {
    server.stop(0);
    System.setProperties(before);
  }
}
