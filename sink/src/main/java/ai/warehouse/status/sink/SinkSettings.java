package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.write.EventQueue;
import ai.warehouse.status.sink.write.RetryState;
import ai.warehouse.status.sink.write.SnapshotQueue;
import ai.warehouse.status.sink.write.WriteBuffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** The sink's configuration keys, beside those that all services share. */
public final class SinkSettings {
  /** STRING; null for what {@link #groupId} makes of the prefix of the topics. */
  public static final String GROUP_ID = "group.id";

  /** STRING, a URI; null for AWS itself. */
  public static final String DYNAMODB_ENDPOINT = "dynamodb.endpoint";

  /** STRING; null for the region that the AWS SDK finds. */
  public static final String DYNAMODB_REGION = "dynamodb.region";

  /** LONG, milliseconds. */
  public static final String DYNAMODB_TIMEOUT_MS = "dynamodb.timeout.ms";

  /** STRING, may be empty. */
  public static final String TABLES_PREFIX = "tables.prefix";

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

  /** Begins the keys that are passed on to the AWS SDK. */
  public static final String AWS_PREFIX = "aws.";

  /** All such prefixes, as the launcher takes them. */
  public static final Set<String> PASS_THROUGH = Set.of(KAFKA_PREFIX, AWS_PREFIX);

  // DynamoDB allows 255 characters in a name; the rest is for the table's own.
  private static final Pattern TABLE_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

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
    return CommonSettings.configDef()
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
            DYNAMODB_ENDPOINT,
            Type.STRING,
            null,
            ConfigDef.LambdaValidator.with(SinkSettings::validEndpoint, () -> "an http(s) URI"),
            Importance.MEDIUM,
            "Where DynamoDB is, if not at the region's own address.")
        .define(
            DYNAMODB_REGION,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            Importance.MEDIUM,
            "AWS region; by default what the AWS SDK finds (AWS_REGION, profile, instance).")
        .define(
            DYNAMODB_TIMEOUT_MS,
            Type.LONG,
            10_000L,
            Range.atLeast(1),
            Importance.LOW,
            "How long DynamoDB may be silent before a request is tried again, in milliseconds.")
        .define(
            TABLES_PREFIX,
            Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                SinkSettings::validTablePrefix,
                () -> "up to 200 letters, digits, dots, underscores and hyphens"),
            Importance.MEDIUM,
            "Put before the name of every table.")
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

  /** Returns where DynamoDB is; null for the region's own address. */
  static URI endpoint(Settings settings) {
    String endpoint = settings.getString(DYNAMODB_ENDPOINT);
    return endpoint == null ? null : URI.create(endpoint);
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

  private static void validTablePrefix(String key, Object value) {
    if (!TABLE_PREFIX.matcher((String) value).matches()) {
      throw new ConfigException(
          key,
          value,
          "Only letters, digits, '.', '_' and '-', at most 200, can begin a table name");
    }
  }

  private static void validEndpoint(String key, Object value) {
    if (value == null) {
      return;
    }
    try {
      URI uri = new URI((String) value);
      if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
        throw new ConfigException(key, value, "Value must be an http or https URI with a host");
      }
    } catch (URISyntaxException e) {
      throw new ConfigException(key, value, "Value must be a URI");
    }
  }
}
