package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of a dead letter; key and value of the record are the bytes as received (SPEC §3).
 *
 * @param reason the code and text of {@link InvalidRecordException}
 * @param source the position of the rejected record
 * @param service the service that rejected the record
 */
public record DeadLetter(String reason, RecordPosition source, String service) {
  private static final String REASON = "dead-letter.reason";
  private static final String TOPIC = "dead-letter.topic";
  private static final String PARTITION = "dead-letter.partition";
  private static final String OFFSET = "dead-letter.offset";
  private static final String TIMESTAMP = "dead-letter.timestamp";
  private static final String SERVICE = "dead-letter.service";

  /**
   * Returns a copy of received headers with these added; headers of an earlier rejection are
   * replaced.
   */
  public Headers addTo(Headers received) {
    Headers headers = new RecordHeaders(received);
    set(headers, REASON, reason);
    set(headers, TOPIC, source.topic());
    set(headers, PARTITION, String.valueOf(source.partition()));
    set(headers, OFFSET, String.valueOf(source.offset()));
    set(headers, TIMESTAMP, String.valueOf(source.timestamp()));
    set(headers, SERVICE, service);
    return headers;
  }

  /**
   * Reads the headers of a dead letter.
   *
   * @throws IllegalArgumentException if a header is missing or malformed
   */
  public static DeadLetter from(Headers headers) {
    RecordPosition source =
        new RecordPosition(
            get(headers, TOPIC),
            Integer.parseInt(get(headers, PARTITION)),
            Long.parseLong(get(headers, OFFSET)),
            Long.parseLong(get(headers, TIMESTAMP)));
    return new DeadLetter(get(headers, REASON), source, get(headers, SERVICE));
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String get(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new IllegalArgumentException("the dead letter has no header " + name);
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
