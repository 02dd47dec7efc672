package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that AWS logins ask, and an empty DynamoDB, on one port.
 *
 * <p>It gives an access key only to whoever shows what a login must show, and a key of its own to
 * each login, so that the key of a request to DynamoDB tells which login made it.
 */
final class LoginStandIn implements AutoCloseable {
  static final String TOKEN = "the-token";

  private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern ROLE = Pattern.compile("role/(\\w+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  LoginStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the access keys that requests to DynamoDB were signed with. */
  Set<String> keys() {
    return keys;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String answer = answer(exchange, URLDecoder.decode(asked, UTF_8));
    byte[] bytes = (answer == null ? "{}" : answer).getBytes(UTF_8);
    exchange.sendResponseHeaders(answer == null ? 403 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Returns null for whoever may not ask this. */
  private String answer(HttpExchange exchange, String asked) {
    String path = exchange.getRequestURI().getPath();
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (operation != null) {
      keys.add(accessKey(exchange));
      // Ends a sink that got so far.
      return operation.endsWith(".DescribeTable") ? null : "{}";
    }
    if (asked.contains("Action=AssumeRole")) {
      return assumeRole(exchange, asked);
    }
    return switch (path) {
      case "/pod" -> shows(exchange, "Authorization", TOKEN) ? credentials("AKIDPOD") : null;
      case "/task" -> credentials("AKIDTASK");
      case "/latest/api/token" -> TOKEN;
      case "/latest/meta-data/iam/security-credentials/" ->
          shows(exchange, "x-aws-ec2-metadata-token", TOKEN) ? "machine" : null;
      case "/latest/meta-data/iam/security-credentials/machine" ->
          shows(exchange, "x-aws-ec2-metadata-token", TOKEN) ? credentials("AKIDMACHINE") : null;
      // Renews the token of a session, for which the portal then gives credentials.
      case "/token" ->
          asked.contains(TOKEN) ? "{\"accessToken\":\"SESSION\",\"expiresIn\":3600}" : null;
      case "/v1/token" -> asked.contains(TOKEN) ? renewedLogin() : null;
      case "/federation/credentials" ->
          portal(exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token"));
      default -> null;
    };
  }

  private static boolean shows(HttpExchange exchange, String header, String value) {
    return value.equals(exchange.getRequestHeaders().getFirst(header));
  }

  private static String accessKey(HttpExchange exchange) {
    Matcher signed =
        ACCESS_KEY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    return signed.find() ? signed.group(1) : "unsigned";
  }

  /** With a token by itself, else signed. */
  private static String assumeRole(HttpExchange exchange, String asked) {
    boolean web = asked.contains("Action=AssumeRoleWithWebIdentity");
    boolean may =
        web ? asked.contains("WebIdentityToken=" + TOKEN) : accessKey(exchange).startsWith("AKID");
    Matcher role = ROLE.matcher(asked);
    if (!may || !role.find()) {
      return null;
    }
    String action = web ? "AssumeRoleWithWebIdentity" : "AssumeRole";
    return """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
        <AccessKeyId>AKID%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
        <SessionToken>t</SessionToken><Expiration>%3$s</Expiration>
        </Credentials></%1$sResult></%1$sResponse>
        """
        .formatted(action, role.group(1).toUpperCase(Locale.ROOT), inAnHour());
  }

  private static String credentials(String key) {
    return """
        {"AccessKeyId":"%s","SecretAccessKey":"s","Token":"t","Expiration":"%s"}
        """
        .formatted(key, inAnHour());
  }

  private static String portal(String token) {
    return """
        {"roleCredentials":
         {"accessKeyId":"AKID%s","secretAccessKey":"s","sessionToken":"t","expiration":%d}}
        """
        .formatted(token, inAnHour().toEpochMilli());
  }

  private static String renewedLogin() {
    return """
        {"accessToken":{"accessKeyId":"AKIDLOGIN","secretAccessKey":"s","sessionToken":"t"},
         "tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"next"}
        """;
  }

  private static Instant inAnHour() {
    return Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
