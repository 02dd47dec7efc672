package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.POSITION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, reading gives the event or the rejection of the {@link ReferenceReader}, and
 * without free texts the same event without them. {@code -Ddifferential.rounds=1000000} takes
 * longer.
 */
class StatusEventJsonDifferentialTest {
  private static final int ROUNDS = Integer.getInteger("differential.rounds", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);
  private static final List<String> CHARSETS = List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32");
  private static final List<String> VALUES =
      List.of(
          "1e400",
          "-0.0",
          "9".repeat(70),
          "1" + "0".repeat(20),
          "946684800000.00",
          "\"\\u0000\"",
          "\"2026-11-23T20:47:03.120Z\"",
          "\"2026-02-29T24:47:03.120Z\"",
          "\"C232AB00-9414-11EC-B3C8-9F6BDECED846\"",
          "\"C232AB00-9414-11EC-B3C8-9F6BDECED84+\"",
          "\"\u00E9\uD83D\uDE00\"",
          "{\"\\ud83d\\ude00\":[1.10]}",
          "[".repeat(2_000) + "]".repeat(2_000),
          "[".repeat(2_000));
  private static final List<String> NAMES =
      List.of(
          "pkg",
          "name",
          "env",
          "version",
          "eventType",
          "locale",
          "error",
          "message",
          "details",
          "total",
          "createdAt",
          "eventId",
          "\\u0070kg",
          "pkg\\u0000",
          "\\ud800",
          "other");

  private final Random random = new Random(SEED);
  private final Mutator mutator = new Mutator(random);
  private final Map<RejectionReason, Integer> rejected = new EnumMap<>(RejectionReason.class);
  private int accepted;

  /** An event, or the reason and field of a rejection. */
  private record Outcome(StatusEvent event, RejectionReason reason, String field) {
    Outcome withoutTexts() {
      return event == null
          ? this
          : new Outcome(event.with(e -> e.message(null).details(null)), null, null);
    }
  }

  private interface Reader {
    StatusEvent read(byte[] record);
  }

  @Test
  void shouldReadAsTheReference() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] record = next();
      Outcome expected = outcome(record, bytes -> ReferenceReader.read(bytes, POSITION));
      count(expected);

      String place =
          "-Dfuzz.seed=%d, round %d, record %s"
              .formatted(SEED, round, HexFormat.of().formatHex(record));
      assertThat(outcome(record, bytes -> StatusEventJson.read(bytes, POSITION)))
          .as(place)
          .isEqualTo(expected);
      assertThat(outcome(record, bytes -> StatusEventJson.readWithoutTexts(bytes, POSITION)))
          .as(place)
          .isEqualTo(expected.withoutTexts());
    }

    assertThat(accepted).isGreaterThan(ROUNDS / 50);
    assertThat(rejected.keySet())
        .contains(
            RejectionReason.NOT_UTF8,
            RejectionReason.NOT_JSON,
            RejectionReason.NOT_AN_OBJECT,
            RejectionReason.MISSING_FIELD,
            RejectionReason.WRONG_TYPE,
            RejectionReason.INVALID_VALUE,
            RejectionReason.CREATED_IN_FUTURE);
  }

  private void count(Outcome outcome) {
    if (outcome.event == null) {
      rejected.merge(outcome.reason, 1, Integer::sum);
    } else {
      accepted++;
    }
  }

  private static Outcome outcome(byte[] record, Reader reader) {
    try {
      return new Outcome(reader.read(record), null, null);
    } catch (InvalidRecordException e) {
      return new Outcome(null, e.reason(), e.field());
    }
  }

  private byte[] next() {
    byte[] record = random.nextInt(4) == 0 ? EventText.valid().bytes() : mutator.next();
    return switch (random.nextInt(16)) {
      case 0 ->
          joined("\uFEFF".repeat(1 + random.nextInt(2)).getBytes(StandardCharsets.UTF_8), record);
      case 1 -> encoded(record);
      case 2 -> overlong(record);
      case 3, 4, 5, 6 -> withField(record);
      default -> record;
    };
  }

  /** In another encoding, which Jackson alone would understand. */
  private byte[] encoded(byte[] record) {
    Charset charset = Charset.forName(CHARSETS.get(random.nextInt(CHARSETS.size())));
    return new String(record, StandardCharsets.UTF_8).getBytes(charset);
  }

  /** One ASCII character in two bytes. */
  private byte[] overlong(byte[] record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = random.nextInt(record.length + 1);
    for (int i = 0; i < record.length; i++) {
      if (i == at && record[i] > 0) {
        bytes.write(0xC0 | record[i] >> 6);
        bytes.write(0x80 | record[i] & 0x3F);
      } else {
        bytes.write(record[i]);
      }
    }
    return bytes.toByteArray();
  }

  /** With one more field in front or at the end, which may be there twice then. */
  private byte[] withField(byte[] record) {
    String field =
        "\"%s\":%s"
            .formatted(
                NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
    String text = new String(record, StandardCharsets.UTF_8);
    return (random.nextBoolean()
            ? text.replaceFirst("\\{", Matcher.quoteReplacement("{" + field + ","))
            : text.replaceFirst("}$", Matcher.quoteReplacement("," + field + "}")))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(first);
    bytes.writeBytes(second);
    return bytes.toByteArray();
  }
}
