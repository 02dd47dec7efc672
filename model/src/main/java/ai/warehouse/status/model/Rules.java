package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules that {@link Fields} are made of (SPEC §1). */
final class Rules {
  static final char KEY_SEPARATOR = '!';

  private static final char REPLACEMENT = '\uFFFD';
  private static final int MAX_BYTES_OF_CHAR = 3;

  private Rules() {}

  static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new InvalidRecordException(MISSING_FIELD, field, "is missing");
    }
    return value;
  }

  static <T> T any(String field, T value) {
    return value;
  }

  /** Checks a part of a key. */
  static String name(String field, String value) {
    if (isPlain(value)) {
      return value;
    }
    if (value.isBlank()) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is blank");
    }
    if (value.indexOf(KEY_SEPARATOR) >= 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains '!'");
    }
    return characters(field, value);
  }

  /** Checks a line of text, where a blank one is none. */
  static @Nullable String line(String field, String value) {
    if (isPlain(value)) {
      return value;
    }
    return value.isBlank() ? null : characters(field, value);
  }

  static @Nullable String atMost(int maxBytes, String field, @Nullable String value) {
    if (value != null
        && value.length() > maxBytes / MAX_BYTES_OF_CHAR
        && utf8Length(value) > maxBytes) {
      throw new InvalidRecordException(
          INVALID_VALUE, field, "is longer than " + maxBytes + " bytes of UTF-8");
    }
    return value;
  }

  /**
   * Turns an empty message into none, and half a surrogate pair into U+FFFD: workers that cut a
   * message in the middle of an emoji still mean the event, but UTF-8 can't hold that half.
   */
  static @Nullable String freeText(String field, String value) {
    if (value.isEmpty()) {
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

  static UUID id(String field, UUID value) {
    return EventIds.sortable(value);
  }

  static Instant time(String field, Instant value) {
    if (value.isBefore(Timestamps.EARLIEST)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is before 1970");
    }
    if (value.isAfter(Timestamps.LATEST)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is after the year 9999");
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  static Integer percent(String field, Integer value) {
    if (value < 0 || value > Progress.MAX_PERCENT) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is not between 0 and 100");
    }
    return value;
  }

  static <N extends Number> N notNegative(String field, N value) {
    if (value.longValue() < 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "is negative");
    }
    return value;
  }

  private static String characters(String field, String value) {
    if (containsControl(value)) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains a control character");
    }
    if (indexOfUnpairedSurrogate(value, 0) >= 0) {
      throw new InvalidRecordException(INVALID_VALUE, field, "contains half a surrogate pair");
    }
    return value;
  }

  // Loops and not streams here, as keys are checked several times for each event. Nearly all are
  // plain.
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= KEY_SEPARATOR || c > '~') {
        return false;
      }
    }
    return !value.isEmpty();
  }

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
