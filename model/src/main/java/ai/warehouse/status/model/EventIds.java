package ai.warehouse.status.model;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import com.fasterxml.uuid.impl.UUIDUtil;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates and converts event ids. Their text is the range key of the event table and sorts by time,
 * as far as the version of the UUID allows (SPEC §1).
 */
public final class EventIds {
  private static final int RFC_VARIANT = 2;
  private static final long VARIANT_BITS = 0x8000_0000_0000_0000L;
  private static final TimeBasedEpochGenerator VERSION_7 = Generators.timeBasedEpochGenerator();

  private EventIds() {}

  /** Creates a version 7 id for an event that happened at the given time, to the millisecond. */
  public static UUID create(Instant createdAt) {
    return VERSION_7.construct(createdAt.toEpochMilli());
  }

  /**
   * Parses the canonical text of a UUID, in either case.
   *
   * @throws InvalidRecordException if the text is no UUID in canonical form, which {@link
   *     UUID#fromString} alone would not notice: {@code 1-1-1-1-1} passes there
   */
  public static UUID parse(String text) {
    try {
      if (hasForm(text)) {
        return new UUID(
            digits(text, 0, 8) << 32 | digits(text, 9, 13) << 16 | digits(text, 14, 18),
            digits(text, 19, 23) << 48 | digits(text, 24, 36));
      }
    } catch (NumberFormatException e) {
      // is told below, without the text that this exception quotes
    }
    throw new InvalidRecordException(
        RejectionReason.INVALID_VALUE, Fields.EVENT_ID.name(), "is not a UUID");
  }

  private static boolean hasForm(String text) {
    return text.length() == 36
        && text.charAt(8) == '-'
        && text.charAt(13) == '-'
        && text.charAt(18) == '-'
        && text.charAt(23) == '-';
  }

  private static long digits(String text, int from, int to) {
    return HexFormat.fromHexDigitsToLong(text, from, to);
  }

  /**
   * Returns the form in which an id is stored: version 1 becomes version 6 (RFC 9562: the same
   * timestamp, clock sequence and node, reordered), whose text sorts by time; all others stay.
   */
  public static UUID sortable(UUID id) {
    if (id.version() != 1 || id.variant() != RFC_VARIANT) {
      return id;
    }
    long timestamp = id.timestamp();
    long high = ((timestamp >>> 12) << 16) | 0x6000L | (timestamp & 0xFFFL);
    return new UUID(high, id.getLeastSignificantBits());
  }

  /** Turns a version 6 id back into version 1, the reverse of {@link #sortable}; others stay. */
  public static UUID versionOne(UUID id) {
    if (id.version() != 6 || id.variant() != RFC_VARIANT) {
      return id;
    }
    long high = id.getMostSignificantBits();
    long timestamp = ((high >>> 16) << 12) | (high & 0xFFFL);
    long timeLow = timestamp << 32;
    long timeMid = ((timestamp >>> 32) & 0xFFFFL) << 16;
    long timeHigh = timestamp >>> 48;
    return new UUID(timeLow | timeMid | 0x1000L | timeHigh, id.getLeastSignificantBits());
  }

  /** Returns the time in an id of version 1, 6 or 7, to the millisecond; null for other ids. */
  public static @Nullable Instant timeOf(UUID id) {
    return switch (id.variant() == RFC_VARIANT ? id.version() : 0) {
      case 1, 6, 7 -> Instant.ofEpochMilli(UUIDUtil.extractTimestamp(id));
      default -> null;
    };
  }

  /**
   * Derives an id for a record without one from the position of the record, so that reading the
   * record again gives the same id (SPEC §1).
   *
   * <p>The form is version 8: 48 bits of the timestamp in milliseconds and 32 of the offset, so
   * that a history sorts as its log does, then 42 of a hash of topic, partition and offset.
   */
  public static UUID derive(RecordPosition position) {
    long hash = placeHash(position) & 0x3FF_FFFF_FFFFL; // 42 bits, as many as are left
    long offset = position.offset() & 0xFFFF_FFFFL;
    long high = (position.timestamp() << 16) | 0x8000L | (offset >>> 20);
    long low = VARIANT_BITS | ((offset & 0xFFFFFL) << 42) | hash;
    return new UUID(high, low);
  }

  private static long placeHash(RecordPosition position) {
    String place = position.topic() + '\n' + position.partition() + '\n' + position.offset();
    return UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).getLeastSignificantBits();
  }
}
