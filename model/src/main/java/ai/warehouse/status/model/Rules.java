package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The rules for single fields (SPEC §1), in one place for all records. */
final class Rules {
  static final char KEY_SEPARATOR = '!';
  static final int MAX_NAME_BYTES = 512;
  static final int MAX_LOCALE_BYTES = 128;

  private static final char REPLACEMENT = '\uFFFD';

  private Rules() {}

  static <T> T present(String field, T value) {
    if (value == null) {
      throw new InvalidRecordException(MISSING_FIELD, field, "is missing");
    }
    return value;
  }

  /** Checks {@code pkg}, {@code env} or {@code version}. */
  static String name(String field, String value) {
    present(field, value);
    if (value.isBlank()) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is blank");
    }
    if (value.indexOf(KEY_SEPARATOR) >= 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains '!'");
    }
    return text(field, value, MAX_NAME_BYTES);
  }

  /** Checks a locale; a blank one is none, as the event then concerns the build as a whole. */
  static String locale(String value) {
    return value == null || value.isBlank() ? null : text("locale", value, MAX_LOCALE_BYTES);
  }

  /**
   * Turns an empty message into none, and half a surrogate pair into U+FFFD: workers that cut a
   * message in the middle of an emoji still mean the event, but UTF-8 can't hold that half.
   */
  static String freeText(String value) {
    if (value == null || value.isEmpty()) {
      return null;
    }
    int unpaired = indexOfUnpairedSurrogate(value, 0);
    if (unpaired < 0) {
      return value;
    }
    StringBuilder repaired = new StringBuilder(value);
    for (int at = unpaired; at >= 0; at = indexOfUnpairedSurrogate(value, at + 1)) {
      repaired.setCharAt(at, REPLACEMENT);
    }
    return repaired.toString();
  }

  static Instant time(String field, Instant value) {
    present(field, value);
    if (value.isBefore(Timestamps.EARLIEST)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is before 1970");
    }
    if (value.isAfter(Timestamps.LATEST)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is after the year 9999");
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  static Integer total(Integer value) {
    return value == null ? null : (int) notNegative("total", value);
  }

  static long notNegative(String field, long value) {
    if (value < 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is negative");
    }
    return value;
  }

  private static String text(String field, String value, int maxBytes) {
    if (containsControl(value)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains a control character");
    }
    if (indexOfUnpairedSurrogate(value, 0) >= 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains half a surrogate pair");
    }
    if (utf8Length(value) > maxBytes) {
      throw new InvalidRecordException(
          INVALID_VALUE, field, "is longer than " + maxBytes + " bytes of UTF-8");
    }
    return value;
  }

  // Loops and not streams here, as keys are checked several times for each event.
  private static boolean containsControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static int utf8Length(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      // Half of a pair, which takes four.
      bytes += Character.isSurrogate(c) ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }

  private static int indexOfUnpairedSurrogate(String value, int from) {
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!paired) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
