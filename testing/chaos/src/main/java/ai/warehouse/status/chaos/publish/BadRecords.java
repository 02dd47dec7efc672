package ai.warehouse.status.chaos.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Records that have to be rejected, of every kind; no two with the same key and value. */
public final class BadRecords {
  private static final String REST = "\"env\":\"dev\",\"version\":\"1.0.0\"";
  private static final int DEEP = 400;
  private static final int TOO_LONG = 513;
  private static final int LARGE_KB = 400;
  private static final int LARGE_ONE_IN = 200;
  private static final byte NOT_UTF8 = (byte) 0xFF;

  /** A wrong type or value of one field, in an otherwise good record. */
  private static final List<String> WRONG_FIELDS =
      List.of(
          "\"eventType\":\"finished\"",
          "\"eventType\":7",
          "\"error\":\"yes\"",
          "\"total\":\"20\"",
          "\"total\":-1",
          "\"total\":1.5",
          "\"total\":2147483648",
          "\"locale\":{}",
          "\"locale\":[\"en-US\"]",
          "\"locale\":\"a\\u0000b\"",
          "\"createdAt\":true",
          "\"createdAt\":\"yesterday\"",
          "\"createdAt\":\"2026-11-23T20:47:03\"",
          "\"createdAt\":\"9000-01-01T00:00:00Z\"",
          "\"createdAt\":-1",
          "\"createdAt\":1795466823",
          "\"eventId\":\"1-1-1-1-1\"",
          "\"eventId\":1");

  /** Wrong values in place of a package's name. */
  private static final List<String> WRONG_PACKAGES =
      List.of("null", "7", "true", "[]", "{}", "\"\"", "\" \"", "\"a!b\"", "\"a\\nb\"");

  private final Random random;

  /** Makes the records from these random numbers. */
  public BadRecords(Random random) {
    this.random = random;
  }

  /** Returns the next one, which has the name in its key or its value. */
  public Entry next(String name) {
    String message = ",\"message\":\"" + name + "\"}";
    return switch (random.nextInt(11)) {
      case 0 -> of("{\"pkg\":\"" + name + "\"," + REST); // cut short
      case 1 -> of("{\"pkg\":\"" + name + "\"," + REST + "} {}");
      case 2 -> new Entry(false, null, utf8("package-1!dev"), notUtf8(name));
      case 3 ->
          new Entry(
              false,
              null,
              null,
              ("{\"pkg\":\"" + name + "\"," + REST + "}").getBytes(StandardCharsets.UTF_16));
      case 4 -> of("[".repeat(DEEP) + '"' + name + '"' + "]".repeat(DEEP));
      case 5 -> of("{\"pkg\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "," + REST + message);
      case 6 -> of("{\"pkg\":\"package-1\"," + REST + "," + oneOf(WRONG_FIELDS) + message);
      case 7 -> of("{\"pkg\":" + oneOf(WRONG_PACKAGES) + "," + REST + message);
      case 8 -> of("{\"pkg\":\"package-1\"" + message); // no env, no version
      case 9 ->
          random.nextBoolean()
              ? of('"' + name + '"') // JSON, but no object
              : new Entry(false, null, utf8(name), random.nextBoolean() ? null : new byte[0]);
      default -> of("{\"pkg\":\"" + tooLong() + "\"," + REST + message);
    };
  }

  private String tooLong() {
    return random.nextInt(LARGE_ONE_IN) == 0
        ? "x".repeat((1 + random.nextInt(LARGE_KB)) * 1024)
        : "x".repeat(TOO_LONG);
  }

  private static byte[] notUtf8(String name) {
    byte[] value = utf8("{\"pkg\":\"" + name + "?\"," + REST + "}");
    value[new String(value, StandardCharsets.ISO_8859_1).indexOf('?')] = NOT_UTF8;
    return value;
  }

  /** With any key: a package's, none, or bytes that are no text. */
  private Entry of(String value) {
    byte[] noise = new byte[5];
    random.nextBytes(noise);
    byte[] key =
        switch (random.nextInt(3)) {
          case 0 -> null;
          case 1 -> noise;
          default -> utf8("package-1!dev");
        };
    return new Entry(false, null, key, utf8(value));
  }

  private String oneOf(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
