package ai.warehouse.status.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/**
 * The one text form of a time: ISO-8601 in UTC with exactly three fractional digits (SPEC §2), so
 * that the text sorts as the time does.
 */
public final class Timestamps {
  /** The earliest valid time. */
  public static final Instant EARLIEST = Instant.EPOCH;

  /** The latest valid time: a fifth digit of the year would break the order of the text. */
  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private static final DateTimeFormatter FIXED_MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  // Lenient for the offset alone: +01, +0100 and +01:00 are all in use. Only the pattern +HH leaves
  // the colon open; a lenient +HH:MM asks for it.
  private static final DateTimeFormatter TOLERANT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .parseLenient()
          .appendOffset("+HH", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private Timestamps() {}

  /** Formats a time, cut to the millisecond, as in {@code 2026-11-23T20:47:03.120Z}. */
  public static String format(Instant time) {
    return FIXED_MILLIS.format(time);
  }

  /**
   * Parses an ISO-8601 date-time with {@code Z} or an offset.
   *
   * @throws DateTimeException if the text is not one
   */
  public static Instant parse(String text) {
    return OffsetDateTime.parse(text, TOLERANT).toInstant();
  }
}
