package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Makes parsers of records: of the bytes where they are plain ASCII, else of their text. */
final class JsonParsers {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long EACH_ONE = 0x0101_0101_0101_0101L;
  private static final long EACH_SIGN = 0x8080_8080_8080_8080L;

  private static final char REPLACEMENT = '\uFFFD';
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final long MAX_STRANGE_BYTES = 1 << 20;
  private static final long LEAST_STRANGE_BYTES = MAX_STRANGE_BYTES / 100;

  private static final AtomicLong strangeBytes = new AtomicLong();
  private static volatile JsonFactory factory = Json.factory();

  private JsonParsers() {}

  /**
   * Returns a parser of UTF-8; one byte order mark may stand at the start.
   *
   * @throws InvalidRecordException if the bytes are not UTF-8
   */
  static JsonParser of(byte[] utf8) throws IOException {
    return isPlain(utf8)
        ? factory.createParser(utf8)
        : factory.createParser(withoutMark(decode(utf8)));
  }

  /** Returns the factory, with the names that it remembers, for tests. */
  static JsonFactory factory() {
    return factory;
  }

  // Of other bytes Jackson would take overlong forms and surrogates, and NULs for UTF-16.
  private static boolean isPlain(byte[] utf8) {
    int i = 0;
    for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
      long eight = (long) EIGHT_BYTES.get(utf8, i);
      if (((eight - EACH_ONE | eight) & EACH_SIGN) != 0) {
        return false;
      }
    }
    for (; i < utf8.length; i++) {
      if (utf8[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  // What Windows tools put before a text; behind white space, or twice, it is no mark but content.
  private static String withoutMark(String text) {
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  // A string's own decoding is quicker than the strict one, and puts a replacement for all that is
  // malformed.
  private static String decode(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
  }

  private static String decodeStrictly(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidRecordException(RejectionReason.NOT_UTF8, null, "the value is not UTF-8");
    }
  }

  /**
   * Notes that a record was read whose field names are not all known, perhaps not to its end.
   * Jackson remembers all names, and copies its table for each record that has a new one; with
   * names that never come again, such as those of files, that would cost far more than parsing, and
   * memory without limit. So the table begins anew after a hundred such records, or a megabyte.
   */
  static void readStrange(int bytes) {
    if (strangeBytes.addAndGet(Math.max(bytes, LEAST_STRANGE_BYTES)) > MAX_STRANGE_BYTES) {
      strangeBytes.set(0);
      factory = Json.factory();
    }
  }
}
