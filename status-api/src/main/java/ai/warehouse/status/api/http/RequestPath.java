package ai.warehouse.status.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The segments of a request's path, decoded. */
final class RequestPath {
  private static final Pattern SLASH = Pattern.compile("/");
  private static final int PKG = 1;
  private static final int HEX = 16;

  private RequestPath() {}

  /**
   * Splits a path, which begins with a slash, and decodes its segments.
   *
   * <p>The second segment, where routes have their package, may be a scoped one as it stands: a
   * scope, which begins with {@code @}, takes the next segment with it. (So a package whose name
   * begins with {@code @} and has no slash can't be asked for; npm has none.) One slash at the end
   * counts for nothing, nor does one more at the beginning, where a base address ended in one.
   *
   * @throws ApiException if an escape is malformed, or the bytes are not UTF-8
   */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String raw : SLASH.split(rawPath.substring(rawPath.startsWith("//") ? 2 : 1), -1)) {
      segments.add(decode(raw));
    }
    if (segments.get(segments.size() - 1).isEmpty()) {
      segments.remove(segments.size() - 1);
    }
    if (segments.size() > PKG + 1 && isScope(segments.get(PKG))) {
      segments.set(PKG, segments.get(PKG) + "/" + segments.remove(PKG + 1));
    }
    return segments;
  }

  private static boolean isScope(String segment) {
    return segment.startsWith("@") && segment.indexOf('/') < 0;
  }

  private static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] given = raw.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[given.length];
    int length = 0;
    for (int i = 0; i < given.length; i++) {
      byte next = given[i];
      if (next == '%') {
        next = (byte) (digit(given, i + 1, raw) * HEX + digit(given, i + 2, raw));
        i += 2;
      }
      decoded[length++] = next;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ApiException(400, "The path's escapes are not UTF-8: " + raw);
    }
  }

  private static int digit(byte[] given, int at, String raw) {
    int digit = at < given.length ? Character.digit(given[at], HEX) : -1;
    if (digit < 0) {
      throw new ApiException(400, "The path has a malformed escape: " + raw);
    }
    return digit;
  }
}
