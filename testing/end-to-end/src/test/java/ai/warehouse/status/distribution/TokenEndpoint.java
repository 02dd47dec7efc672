package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.embedded.KeyStores;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * An OAuth server, over TLS, that gives a token to who has the secret or signs with the key; with
 * the secret only after some refusals for each scope.
 */
final class TokenEndpoint implements AutoCloseable {
  static final String SUBJECT = "oauth-service";
  static final String AUDIENCE = "kafka";
  static final String ISSUER = "https://issuer.example";
  static final String SECRET = "oauth-password";

  /** What each scope begins with. */
  static final String SCOPE = "of-";

  private static final int REFUSALS = 3;

  private final RsaJsonWebKey key;
  private final HttpsServer server;
  private final Map<String, Integer> askedByScope = new ConcurrentHashMap<>();

  TokenEndpoint(KeyStores stores) throws Exception {
    key = RsaJwkGenerator.generateJwk(2048);
    key.setKeyId("key-1");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(stores)));
    server.createContext("/token", this::answer);
    server.start();
  }

  String url() {
    return "https://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  /** The key that the tokens are signed with, as a broker is given it; clients may sign with it. */
  Path jwks(Path folder) throws IOException {
    return Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(key).toJson());
  }

  String privateKey() {
    return Pem.of(key.getRsaPrivateKey());
  }

  String token() throws JoseException {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(ISSUER);
    claims.setSubject(SUBJECT);
    claims.setAudience(AUDIENCE);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(60);
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(key.getPrivateKey());
    token.setKeyIdHeaderValue(key.getKeyId());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    return token.getCompactSerialization();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> form = form(exchange);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String scope = form.getOrDefault("scope", "");
    if (authorization != null && askedByScope.merge(scope, 1, Integer::sum) <= REFUSALS) {
      respond(exchange, 503, "{}");
    } else if (isAllowed(form, authorization)) {
      respond(exchange, 200, "{\"access_token\":\"%s\"}".formatted(tokenOrFail()));
    } else {
      respond(
          exchange, 401, "{\"error\":\"invalid_client\",\"error_description\":\"who are you\"}");
    }
  }

  private boolean isAllowed(Map<String, String> form, String authorization) {
    return switch (form.getOrDefault("grant_type", "")) {
      case "client_credentials" ->
          basic(SUBJECT, SECRET).equals(authorization)
              && form.getOrDefault("scope", "").startsWith(SCOPE);
      case "urn:ietf:params:oauth:grant-type:jwt-bearer" -> isSigned(form.get("assertion"));
      default -> false;
    };
  }

  private boolean isSigned(String assertion) {
    try {
      new JwtConsumerBuilder()
          .setVerificationKey(key.getKey())
          .setExpectedSubject(SUBJECT)
          .setExpectedAudience(url())
          .build()
          .process(assertion);
      return true;
    } catch (InvalidJwtException e) {
      return false;
    }
  }

  private String tokenOrFail() {
    try {
      return token();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(exchange.getRequestBody().readAllBytes(), UTF_8).split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static SSLContext tls(KeyStores stores) throws Exception {
    char[] password = stores.password().toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(KeyStore.getInstance(stores.keyStore().toFile(), password), password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
