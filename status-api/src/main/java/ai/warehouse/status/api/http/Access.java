package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Who may use a route: whoever has one of its credentials, or everybody if it has none. */
public final class Access {
  private static final String BASIC = "basic";
  private static final String BEARER = "bearer";
  private static final String REALM = " realm=\"warehouse-status\"";

  private final List<byte[]> credentials = new ArrayList<>();
  private final List<String> challenges = new ArrayList<>();

  private Access() {}

  /** Returns access for everybody. */
  public static Access open() {
    return new Access();
  }

  /** Returns access for who has a token. */
  public static Access bearer(Password token) {
    return open().orBearer(token);
  }

  /**
   * Returns access for who has the name and password, or the token; for everybody if there is
   * neither.
   *
   * @param user null together with the password
   */
  public static Access of(
      @Nullable String user, @Nullable Password password, @Nullable Password token) {
    Access access = open();
    if (user != null && password != null) {
      access.add(BASIC, user + ":" + password.value());
      access.challenges.add("Basic" + REALM + ", charset=\"UTF-8\"");
    }
    return token == null ? access : access.orBearer(token);
  }

  private Access orBearer(Password token) {
    add(BEARER, token.value());
    challenges.add("Bearer" + REALM);
    return this;
  }

  private void add(String scheme, String secret) {
    credentials.add(digest(scheme, secret.getBytes(UTF_8)));
  }

  /** Returns what to ask a client for that is not admitted. */
  List<String> challenges() {
    return challenges;
  }

  /**
   * Returns whether a request is admitted; takes the same time for any credentials.
   *
   * @param authorization the header; null if absent
   */
  boolean admits(@Nullable String authorization) {
    if (credentials.isEmpty()) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    int space = authorization.indexOf(' ');
    String scheme = authorization.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
    String secret = authorization.substring(space + 1).strip();
    byte[] given = digest(scheme, scheme.equals(BASIC) ? decoded(secret) : secret.getBytes(UTF_8));
    boolean admitted = false;
    for (byte[] credential : credentials) {
      admitted |= MessageDigest.isEqual(credential, given);
    }
    return admitted;
  }

  // Malformed, it is nobody's.
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Digests are of one length, so that comparing them says nothing about the secret's. */
  private static byte[] digest(String scheme, byte[] secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(scheme.getBytes(UTF_8));
      digest.update((byte) 0);
      return digest.digest(secret);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }
}
