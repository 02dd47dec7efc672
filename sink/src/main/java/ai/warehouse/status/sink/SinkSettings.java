package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.sink.write.EventQueue;
import ai.warehouse.status.sink.write.RetryState;
import ai.warehouse.status.sink.write.SnapshotQueue;
import ai.warehouse.status.sink.write.WriteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The sink's configuration keys, beside those that all services share. */
public final class SinkSettings {
  /** STRING; null for what {@link #groupId} makes of the prefix of the topics. */
  public static final String GROUP_ID = "group.id";

  /** BOOLEAN. */
  public static final String TABLES_CREATE = "tables.create";

  /** INT. */
  public static final String WRITE_CONCURRENCY = "write.concurrency";

  /** LONG, milliseconds; 0 for no delay. */
  public static final String LINGER_MS = "linger.ms";

  /** LONG, milliseconds; 0 for no delay. */
  public static final String BATCH_LINGER_MS = "batch.linger.ms";

  /** LONG, bytes; up to twice as many while writes are throttled. */
  public static final String BUFFER_MEMORY = "buffer.memory";

  /** INT. */
  public static final String MAX_POLL_RECORDS = "max.poll.records";

  /** LONG, milliseconds. */
  public static final String DRAIN_TIMEOUT_MS = "drain.timeout.ms";

  /** INT: 0 keeps events for ever. */
  public static final String EVENTS_RETENTION_DAYS = "events.retention.days";

  /** Begins the keys that are passed on to all Kafka clients. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** All such prefixes, as the launcher takes them. */
  public static final Set<String> PASS_THROUGH = Set.of(KAFKA_PREFIX, DynamoDbSettings.AWS_PREFIX);

  private static final String DEFAULT_NAME = "warehouse-status-sink";
  private static final int DEFAULT_CONCURRENCY = 32;
  private static final int DEFAULT_POLL_RECORDS = 1000;
  private static final long DEFAULT_LINGER_MS = 10_000;
  private static final long DEFAULT_BATCH_LINGER_MS = 50;
  private static final long MAX_LINGER_MS = 60_000;
  private static final long DEFAULT_BUFFER_MEMORY = 32L * 1024 * 1024;

  private SinkSettings() {}

  /** Returns a new definition of all keys of the sink. */
  public static ConfigDef configDef() {
    return DynamoDbSettings.define(CommonSettings.configDef())
        .define(
            GROUP_ID,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            Importance.MEDIUM,
            "Consumer group that shares the work; by default "
                + DEFAULT_NAME
                + " with the topics' prefix.")
        .define(
            TABLES_CREATE,
            Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether missing tables are created at the start, billed on demand.")
        .define(
            WRITE_CONCURRENCY,
            Type.INT,
            DEFAULT_CONCURRENCY,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Requests to DynamoDB that may be in flight for events, and as many for all else.")
        .define(
            LINGER_MS,
            Type.LONG,
            DEFAULT_LINGER_MS,
            Range.between(0, MAX_LINGER_MS),
            Importance.MEDIUM,
            "No status, head or counter is written more often than once in so many milliseconds"
                + " while records keep coming, unless people wait for the change.")
        .define(
            BATCH_LINGER_MS,
            Type.LONG,
            DEFAULT_BATCH_LINGER_MS,
            Range.between(0, MAX_LINGER_MS),
            Importance.LOW,
            "No batch of events that isn't full is written sooner after another one, in"
                + " milliseconds.")
        .define(
            BUFFER_MEMORY,
            Type.LONG,
            DEFAULT_BUFFER_MEMORY,
            Range.atLeast(1),
            Importance.MEDIUM,
            "About how many bytes of memory may wait to be written; above it, reading pauses. What"
                + " DynamoDB throttles pauses its partition alone, and may make it twice as much.")
        .define(
            MAX_POLL_RECORDS,
            Type.INT,
            DEFAULT_POLL_RECORDS,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Records that one poll takes over at most.")
        .define(
            DRAIN_TIMEOUT_MS,
            Type.LONG,
            20_000L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How long what is being written is waited for when the sink stops or its partitions go"
                + " to another, in milliseconds; less than "
                + CommonSettings.SHUTDOWN_TIMEOUT_MS
                + " and Kafka's max.poll.interval.ms.")
        .define(
            EVENTS_RETENTION_DAYS,
            Type.INT,
            0,
            Range.atLeast(0),
            Importance.MEDIUM,
            "After how many days an event's item expires (attribute expiresAt); 0 is never.");
  }

  /**
   * Returns settings from values in the program, for a sink inside another process.
   *
   * @throws ConfigurationException if a key is unknown or missing or a value is bad
   */
  public static Settings of(Map<String, String> values) {
    return Settings.of(configDef(), PASS_THROUGH, values);
  }

  /** Returns the name of the consumer group. */
  static String groupId(Settings settings) {
    return CommonSettings.idOf(settings, GROUP_ID, DEFAULT_NAME);
  }

  /** Returns the consumer group, which is this installation's alone. */
  static OwnGroup group(Settings settings, Topics topics) {
    return new OwnGroup(groupId(settings), GROUP_ID, topics::isEventLogOfAnother);
  }

  /** Returns an empty buffer, with a queue for each table. */
  static WriteBuffer buffer(
      Settings settings, Tables tables, BackoffStrategy backoff, RetryState retries) {
    Duration linger = settings.getMillis(LINGER_MS);
    return new WriteBuffer(
        new EventQueue(
            tables.statusEvent(),
            settings.getMillis(BATCH_LINGER_MS),
            backoff,
            retries,
            System.nanoTime()),
        tables.all().stream()
            .map(Table::name)
            .filter(table -> !table.equals(tables.statusEvent()))
            .map(table -> new SnapshotQueue(table, linger, backoff, retries))
            .toList(),
        settings.getInt(WRITE_CONCURRENCY),
        settings.getLong(BUFFER_MEMORY));
  }

  /** Returns how long events are kept; null for ever. */
  static Duration retention(Settings settings) {
    int days = settings.getInt(EVENTS_RETENTION_DAYS);
    return days == 0 ? null : Duration.ofDays(days);
  }

  /**
   * Returns how long to drain.
   *
   * @throws ConfigurationException if a stop would be cut off before
   */
  static Duration drainTimeout(Settings settings) {
    Duration drain = settings.getMillis(DRAIN_TIMEOUT_MS);
    if (drain.compareTo(settings.getMillis(CommonSettings.SHUTDOWN_TIMEOUT_MS)) >= 0) {
      throw settings.invalid(
          DRAIN_TIMEOUT_MS, "must be less than " + CommonSettings.SHUTDOWN_TIMEOUT_MS);
    }
    return drain;
  }
}
