package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Topic.Cleanup.COMPACT;
import static ai.warehouse.status.model.kafka.Topic.Cleanup.DELETE;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;

/**
 * The topics of one installation (SPEC §3).
 *
 * @param prefix prefix of all names; empty for none
 */
public record Topics(String prefix) {
  /** How long dead letters are kept by default. */
  public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

  /** The largest batch of events that a worker may send, in bytes after compression. */
  public static final int MAX_EVENT_BYTES = 1024 * 1024;

  /**
   * The largest uncompressed size, in bytes, of a record that is passed on to the dead letters: the
   * limit of a topic applies to records as compressed by their sender.
   */
  public static final int MAX_UNCOMPRESSED_BYTES = 128 * MAX_EVENT_BYTES;

  /** The compression of records that are passed on: no worse than what their sender chose. */
  public static final String COMPRESSION = "zstd";

  /**
   * The largest batch of dead letters or re-keyed events, in bytes after compression: events as
   * received plus headers, perhaps compressed less well than by their sender.
   */
  public static final int MAX_PASSED_ON_BYTES = 16 * MAX_EVENT_BYTES;

  static final String UNLIMITED = "-1";

  private static final String STATUS_EVENTS = "status-events";

  // Changes carry their event's timestamp, and whatever status-events took must pass here too.
  private static final Map<String, String> ANY_TIMESTAMP =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE),
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));

  /** Returns the event log, as bytes: its records are yet to be read and may be rejected. */
  public Topic<byte[], byte[]> statusEvents() {
    return new Topic<>(
        prefix + STATUS_EVENTS,
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        DELETE,
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            UNLIMITED,
            TopicConfig.RETENTION_BYTES_CONFIG,
            UNLIMITED,
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(MAX_EVENT_BYTES)));
  }

  /** Returns the topic of build statuses. */
  public Topic<BuildKey, Status> status() {
    return new Topic<>(
        prefix + "status", ModelSerdes.buildKey(), ModelSerdes.status(), COMPACT, ANY_TIMESTAMP);
  }

  /** Returns the topic of heads. */
  public Topic<PackageKey, StatusHead> statusHead() {
    return new Topic<>(
        prefix + "status-head",
        ModelSerdes.packageKey(),
        ModelSerdes.head(),
        COMPACT,
        ANY_TIMESTAMP);
  }

  /** Returns the topic of counters. */
  public Topic<BuildKey, StatusCounter> statusCounter() {
    return new Topic<>(
        prefix + "status-counter",
        ModelSerdes.buildKey(),
        ModelSerdes.counter(),
        COMPACT,
        ANY_TIMESTAMP);
  }

  /** Returns the topic of rejected records, with keys and values as received. */
  public Topic<byte[], byte[]> deadLetter() {
    return new Topic<>(
        prefix + "status-events-dead-letter",
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        DELETE,
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            String.valueOf(DEAD_LETTER_RETENTION.toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            String.valueOf(MAX_PASSED_ON_BYTES),
            // Kept from when it was rejected: a replay may reject records that are years old.
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            TimestampType.LOG_APPEND_TIME.toString()));
  }

  /** Returns whether a topic, by its name, is the event log of another installation. */
  public boolean isEventLogOfAnother(String topic) {
    return topic.endsWith(STATUS_EVENTS) && !topic.equals(prefix + STATUS_EVENTS);
  }

  /** Returns all five topics. */
  public List<Topic<?, ?>> all() {
    return List.of(statusEvents(), status(), statusHead(), statusCounter(), deadLetter());
  }
}
