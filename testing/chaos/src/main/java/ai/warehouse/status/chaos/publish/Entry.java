package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A record of a publisher.
 *
 * @param good whether the record is an event; else it has to be rejected
 * @param partition null for the partition of its key
 * @param key null for none
 * @param value null for none
 */
public record Entry(boolean good, Integer partition, byte[] key, byte[] value) {
  private static final String NONE = "-";
  private static final int FIELDS = 4;

  // An event of ours carries its time and its id, so where it lies doesn't matter.
  private static final RecordPosition ANYWHERE = new RecordPosition("", 0, 0, 4_000_000_000_000L);

  /** Returns the event of a good record. */
  public StatusEvent event() {
    return StatusEventJson.read(value, ANYWHERE);
  }

  /** Returns the record as a line of a journal. */
  public String line() {
    return String.join(
        " ",
        good ? "good" : "bad",
        partition == null ? NONE : partition.toString(),
        encode(key),
        good ? new String(value, StandardCharsets.UTF_8) : encode(value));
  }

  /** Reads a line of a journal. */
  static Entry of(String line) {
    String[] fields = line.split(" ", FIELDS);
    boolean good = fields[0].equals("good");
    return new Entry(
        good,
        fields[1].equals(NONE) ? null : Integer.valueOf(fields[1]),
        decode(fields[2]),
        good ? fields[3].getBytes(StandardCharsets.UTF_8) : decode(fields[3]));
  }

  private static String encode(byte[] bytes) {
    return bytes == null ? NONE : "=" + Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return text.equals(NONE) ? null : Base64.getDecoder().decode(text.substring(1));
  }
}
