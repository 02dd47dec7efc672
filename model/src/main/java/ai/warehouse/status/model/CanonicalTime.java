package ai.warehouse.status.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a time, {@code yyyy-MM-ddTHH:mm:ss.SSSZ}, without a formatter: nearly all
 * texts are of this form, and each event has two times to read and more to write.
 */
final class CanonicalTime {
  private static final String FORM = "0000-00-00T00:00:00.000Z";
  private static final int NANOS_PER_MILLI = 1_000_000;

  private CanonicalTime() {}

  /** Formats a time of the years 0 to 9999, cut to the millisecond. */
  static String format(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    byte[] text = FORM.getBytes(StandardCharsets.ISO_8859_1);
    write(text, 0, 4, utc.getYear());
    write(text, 5, 7, utc.getMonthValue());
    write(text, 8, 10, utc.getDayOfMonth());
    write(text, 11, 13, utc.getHour());
    write(text, 14, 16, utc.getMinute());
    write(text, 17, 19, utc.getSecond());
    write(text, 20, 23, utc.getNano() / NANOS_PER_MILLI);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /**
   * Parses the canonical form; returns null for any other text and for an impossible date or time.
   */
  static @Nullable Instant parse(String text) {
    if (!hasForm(text)) {
      return null;
    }
    int year = read(text, 0, 4);
    int month = read(text, 5, 7);
    int day = read(text, 8, 10);
    int hour = read(text, 11, 13);
    int minute = read(text, 14, 16);
    int second = read(text, 17, 19);
    boolean valid =
        month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth()
            && hour < 24
            && minute < 60
            && second < 60;
    if (!valid) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    return Instant.ofEpochSecond(seconds, read(text, 20, 23) * (long) NANOS_PER_MILLI);
  }

  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char expected = FORM.charAt(i);
      char found = text.charAt(i);
      if (expected == '0' ? found < '0' || found > '9' : found != expected) {
        return false;
      }
    }
    return true;
  }

  private static int read(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + text.charAt(i) - '0';
    }
    return value;
  }

  private static void write(byte[] text, int from, int to, int value) {
    int rest = value;
    for (int i = to - 1; i >= from; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
