package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One record that a publisher sends.
 *
 * @param good whether it is an event; else it has to be rejected
 * @param partition null for where its key belongs
 * @param key null for none
 * @param value null for none
 */
public record Entry(boolean good, Integer partition, byte[] key, byte[] value) {
  private static final String NONE = "-";
  private static final int FIELDS = 4;

  // An event of ours carries its time and its id, so where it lies doesn't matter.
  private static final RecordPosition ANYWHERE = new RecordPosition("", 0, 0, 4_000_000_000_000L);

  /** Returns the event that a good one is. */
  public StatusEvent event() {
    return StatusEventJson.read(value, ANYWHERE);
  }

  /** Returns it as a line without its end. */
  public String line() {
    return String.join(
        " ",
        good ? "good" : "bad",
        partition == null ? NONE : partition.toString(),
        encode(key),
        good ? new String(value, StandardCharsets.UTF_8) : encode(value));
  }

  /** Reads such a line. */
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
