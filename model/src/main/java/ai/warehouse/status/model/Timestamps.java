package ai.warehouse.status.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Formats and parses times. The only text form written is ISO-8601 in UTC with exactly three
 * fractional digits (SPEC §2), whose order as text is the order in time.
 */
public final class Timestamps {
  /** The earliest valid time. */
  public static final Instant EARLIEST = Instant.EPOCH;

  /** The latest valid time: with a fifth digit of the year texts would no longer sort by time. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter FIXED_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  // Two strict forms and not a lenient one, which would take offsets with seconds.
  private static final DateTimeFormatter OFFSET_WITH_COLON = parser("+HH:MM");
  private static final DateTimeFormatter OFFSET_WITHOUT_COLON = parser("+HHmm");

  private static final int MAX_FRACTION_DIGITS = 9;

  private Timestamps() {}

  /** Formats a time, cut to the millisecond, as in {@code 2026-11-23T20:47:03.120Z}. */
  public static String format(Instant time) {
    boolean canonical = !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    return canonical ? CanonicalTime.format(time) : formatAny(time);
  }

  static String formatAny(Instant time) {
    return FIXED_MILLIS.format(time);
  }

  /**
   * Parses an ISO-8601 date-time with {@code Z} or an offset, in the extended format of calendar
   * dates. Seconds and their fraction are optional; digits after the ninth are cut.
   *
   * @throws DateTimeException if the text has another form
   */
  public static Instant parse(String text) {
    Instant canonical = CanonicalTime.parse(text);
    return canonical == null ? parseAny(text) : canonical;
  }

  static Instant parseAny(String text) {
    int beforeMinutes = text.length() - ":00".length();
    boolean withColon = beforeMinutes >= 0 && text.charAt(beforeMinutes) == ':';
    return OffsetDateTime.parse(
            withPlainFraction(text), withColon ? OFFSET_WITH_COLON : OFFSET_WITHOUT_COLON)
        .toInstant();
  }

  // ISO-8601 knows a comma as well as a point, and any number of digits; the formatter doesn't.
  private static String withPlainFraction(String text) {
    int comma = text.indexOf(',');
    int point = comma < 0 ? text.indexOf('.') : comma;
    if (point < 0) {
      return text;
    }
    int end = point + 1;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    int cut = Math.min(end, point + 1 + MAX_FRACTION_DIGITS);
    return comma < 0 && cut == end
        ? text
        : text.substring(0, point) + '.' + text.substring(point + 1, cut) + text.substring(end);
  }

  private static DateTimeFormatter parser(String offset) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .append(DateTimeFormatter.ISO_LOCAL_DATE)
        .appendLiteral('T')
        .appendValue(ChronoField.HOUR_OF_DAY, 2)
        .appendLiteral(':')
        .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
        .optionalStart()
        .appendLiteral(':')
        .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
        .optionalStart()
        .appendFraction(ChronoField.NANO_OF_SECOND, 1, MAX_FRACTION_DIGITS, true)
        .optionalEnd()
        .optionalEnd()
        .appendOffset(offset, "Z")
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
