package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Carries a record's first place and key in headers through the repartition topic: the id of an
 * event without one is derived from that place, and a dead letter names it.
 */
final class Origin {
  private static final String TOPIC = "origin.topic";
  private static final String PARTITION = "origin.partition";
  private static final String OFFSET = "origin.offset";
  private static final String TIMESTAMP = "origin.timestamp";
  private static final String KEY = "origin.key";

  private Origin() {}

  /** Returns a copy of a record's headers with its origin added, over any that the sender set. */
  static Headers write(Received received) {
    RecordPosition position = received.position();
    Headers all = new RecordHeaders(received.headers());
    set(all, TOPIC, utf8(position.topic()));
    set(all, PARTITION, utf8(String.valueOf(position.partition())));
    set(all, OFFSET, utf8(String.valueOf(position.offset())));
    set(all, TIMESTAMP, utf8(String.valueOf(position.timestamp())));
    all.remove(KEY);
    if (received.key() != null) {
      all.add(KEY, received.key());
    }
    return all;
  }

  /** Returns the record as it came to {@code status-events}. */
  static Received read(Headers headers, byte[] value) {
    Header key = headers.lastHeader(KEY);
    RecordPosition position =
        new RecordPosition(
            text(headers, TOPIC),
            Integer.parseInt(text(headers, PARTITION)),
            Long.parseLong(text(headers, OFFSET)),
            Long.parseLong(text(headers, TIMESTAMP)));
    return new Received(key == null ? null : key.value(), value, remove(headers), position);
  }

  private static Headers remove(Headers headers) {
    Headers rest = new RecordHeaders(headers);
    for (String name : new String[] {TOPIC, PARTITION, OFFSET, TIMESTAMP, KEY}) {
      rest.remove(name);
    }
    return rest;
  }

  private static void set(Headers headers, String name, byte[] value) {
    headers.remove(name).add(name, value);
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
