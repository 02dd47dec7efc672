package ai.warehouse.status.processor.state;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildOrder;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The text of state keys. Stores sort by UTF-8 bytes, which is by code point, as SPEC §2 orders
 * versions; a Java string would compare UTF-16 units.
 */
final class StateKeys {
  private static final char SEPARATOR = '!';
  private static final int HEX_DIGITS = Long.BYTES * 2;

  private StateKeys() {}

  /**
   * Returns the key of a locale's state; the locale comes last, as it alone may contain a {@code
   * !}.
   *
   * @param locale null for the unnamed one
   */
  static String locale(BuildKey build, String locale) {
    return build.toString() + SEPARATOR + (locale == null ? "" : locale);
  }

  /** Returns the key of a place in the order of builds: fixed-width time, then version. */
  static String order(PackageKey key, BuildOrder place) {
    return first(key)
        + HexFormat.of().toHexDigits(place.createdAt().toEpochMilli())
        + SEPARATOR
        + place.version();
  }

  /** Returns a key that is before all places of a package. */
  static String first(PackageKey key) {
    return key.toString() + SEPARATOR;
  }

  /** Returns a key that is after all places of a package: g follows the hexadecimal digits. */
  static String last(PackageKey key) {
    return first(key) + 'g';
  }

  /** Reads the place out of its key. */
  static BuildOrder order(PackageKey key, String text) {
    int time = first(key).length();
    int version = time + HEX_DIGITS + 1;
    return new BuildOrder(
        Instant.ofEpochMilli(HexFormat.fromHexDigitsToLong(text, time, time + HEX_DIGITS)),
        text.substring(version));
  }
}
