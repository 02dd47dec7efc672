package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.StateMemory;
import ai.warehouse.status.processor.topology.StatusTopology;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The stream processor's own keys, and the properties of Kafka Streams that they set. */
public final class ProcessorSettings {
  /** Keys with this prefix go to Kafka Streams without it. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** STRING, null for what {@link #applicationId} makes of the topics' prefix. */
  public static final String APPLICATION_ID = "application.id";

  /** STRING, null for Kafka Streams' default. */
  public static final String STATE_DIR = "state.dir";

  /** LONG, milliseconds. */
  public static final String COMMIT_INTERVAL_MS = "commit.interval.ms";

  /** INT. */
  public static final String NUM_STREAM_THREADS = "num.stream.threads";

  /** LONG, bytes. */
  public static final String STATE_MEMORY_BYTES = "state.memory.bytes";

  private static final String PACK_AFTER_MS = "state.pack.after.ms";
  private static final String DEFAULT_NAME = "warehouse-status-processor";
  private static final long LEAST_STATE_MEMORY_BYTES = 16L << 20;

  // Of Kafka's own 16 KB there are many in each commit, and each costs broker and processor CPU.
  private static final int BATCH_BYTES = 128 << 10;

  // A constant: a call would create StreamsConfig's logger before ServiceLauncher has set up logs.
  private static final String TIMESTAMP_LIMIT =
      StreamsConfig.TOPIC_PREFIX + TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
  private static final String NO_TIMESTAMP_LIMIT = String.valueOf(Long.MAX_VALUE);

  private ProcessorSettings() {}

  /** Returns a new definition of the shared keys and the processor's own. */
  public static ConfigDef configDef() {
    return CommonSettings.configDef()
        .define(
            APPLICATION_ID,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Names the consumer group, the internal topics and the state folder; by default "
                + DEFAULT_NAME
                + " with the topics' prefix.")
        .define(
            STATE_DIR,
            Type.STRING,
            null,
            Importance.HIGH,
            "Folder of the local state; by default below the system's temporary folder.")
        .defineInternal(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            Type.STRING,
            null,
            null,
            Importance.LOW,
            "it is always exactly_once_v2, since under at_least_once a paused process that wakes"
                + " could set the tables back; remove the key")
        .defineInternal(
            PACK_AFTER_MS,
            Type.STRING,
            null,
            null,
            Importance.LOW,
            "the states of locales are no longer packed; remove the key")
        .define(
            COMMIT_INTERVAL_MS,
            Type.LONG,
            100L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How often changes become visible downstream, in milliseconds.")
        .define(
            NUM_STREAM_THREADS,
            Type.INT,
            2,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Threads that process partitions.")
        .define(
            STATE_MEMORY_BYTES,
            Type.LONG,
            StateMemory.DEFAULT_BYTES,
            Range.atLeast(LEAST_STATE_MEMORY_BYTES),
            Importance.MEDIUM,
            "Memory outside the heap that the stores of all partitions share, in bytes.");
  }

  /** Returns the prefixes of keys that are passed on. */
  public static Set<String> passThroughPrefixes() {
    return Set.of(KAFKA_PREFIX);
  }

  /**
   * Returns the name of the consumer group, from which the internal topics, the transactions and
   * the state's folder have theirs.
   */
  static String applicationId(Settings settings) {
    return CommonSettings.idOf(settings, APPLICATION_ID, DEFAULT_NAME);
  }

  /** Returns the consumer group, which no other installation may have. */
  static OwnGroup group(Settings settings) {
    return new OwnGroup(
        applicationId(settings), APPLICATION_ID, topics(settings)::isEventLogOfAnother);
  }

  /** Returns the name of an application's repartition topic. */
  public static String rekeyedTopic(String applicationId) {
    return applicationId + "-" + StatusTopology.REKEYED + "-repartition";
  }

  /** Returns the topics of this installation. */
  static Topics topics(Settings settings) {
    return new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
  }

  /** Returns the properties of Kafka Streams; {@link ProcessorKafkaKeys} checks those passed on. */
  static Properties streams(Settings settings) {
    Map<String, String> passedOn = settings.passThrough(KAFKA_PREFIX);
    Properties all = defaults();
    // A default for producers alone would override a value that is given for all clients.
    passedOn.keySet().forEach(name -> all.remove(StreamsConfig.producerPrefix(name)));
    all.putAll(passedOn);
    all.putAll(own(settings));
    return all;
  }

  /** Removes a limit that brokers before 3.6 don't know, and don't have unless configured. */
  static void withoutTimestampLimit(Properties streams) {
    streams.remove(TIMESTAMP_LIMIT, NO_TIMESTAMP_LIMIT);
  }

  /** Returns the properties of an admin client. */
  static Map<String, Object> admin(Settings settings, KafkaKeys passedOn) {
    Map<String, Object> all = passedOn.of(ProcessorKafkaKeys.ADMIN);
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(settings));
    return all;
  }

  private static Properties own(Settings settings) {
    Properties own = new Properties();
    own.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(settings));
    own.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(settings));
    own.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    own.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.getLong(COMMIT_INTERVAL_MS));
    own.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.getInt(NUM_STREAM_THREADS));
    own.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG,
        settings.getShort(CommonSettings.TOPICS_REPLICAS).intValue());
    own.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    if (settings.getString(STATE_DIR) != null) {
      own.put(StreamsConfig.STATE_DIR_CONFIG, settings.getString(STATE_DIR));
    }
    return own;
  }

  private static Properties defaults() {
    Properties defaults = new Properties();
    defaults.put(
        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), Topics.COMPRESSION);
    defaults.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    defaults.put(
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        String.valueOf(Topics.MAX_UNCOMPRESSED_BYTES));
    defaults.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topics.MAX_UNCOMPRESSED_BYTES);
    defaults.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        String.valueOf(Topics.MAX_PASSED_ON_BYTES));
    // The fold takes events in any order, so a task needn't wait for the other of its topics; and
    // by default Kafka Streams formats a text for each record.
    defaults.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // Metrics are scraped here; clients that offer them to the brokers too take CPU at each start.
    defaults.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    // Whatever timestamp status-events took must pass the repartition topic too.
    defaults.put(TIMESTAMP_LIMIT, NO_TIMESTAMP_LIMIT);
    return defaults;
  }

  private static String bootstrapServers(Settings settings) {
    return String.join(",", settings.getList(CommonSettings.BOOTSTRAP_SERVERS));
  }
}
