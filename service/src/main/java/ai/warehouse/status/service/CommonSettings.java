package ai.warehouse.status.service;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigException;

/** The keys that services share: all of them, or those that create the topics. */
public final class CommonSettings {

  /** LIST, required. */
  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** STRING. */
  public static final String HTTP_HOST = "http.host";

  /** INT: 0 is any free port, -1 switches the endpoints off. */
  public static final String HTTP_PORT = "http.port";

  /** LONG, milliseconds. */
  public static final String SHUTDOWN_TIMEOUT_MS = "shutdown.timeout.ms";

  /** LONG, milliseconds. */
  public static final String STARTUP_TIMEOUT_MS = "startup.timeout.ms";

  /** STRING, may be empty. */
  public static final String TOPICS_PREFIX = "topics.prefix";

  /** BOOLEAN. */
  public static final String TOPICS_CREATE = "topics.create";

  /** INT. */
  public static final String TOPICS_PARTITIONS = "topics.partitions";

  /** SHORT: -1 is the broker's default. */
  public static final String TOPICS_REPLICAS = "topics.replicas";

  // Kafka allows 249 characters in a name; the rest is for the topic's own, which is longest for an
  // internal one.
  private static final Pattern TOPIC_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,190}");

  private CommonSettings() {}

  /** A new definition with all of these keys, to which a service adds its own. */
  public static ConfigDef configDef() {
    return withTopicCreation(ofAllServices());
  }

  /** A new definition with the keys of all services, for one that creates no topics. */
  public static ConfigDef ofAllServices() {
    return new ConfigDef()
        .define(
            BOOTSTRAP_SERVERS,
            Type.LIST,
            ConfigDef.NO_DEFAULT_VALUE,
            ValidList.anyNonDuplicateValues(false, false),
            Importance.HIGH,
            "Kafka brokers to find the cluster with, as host:port,host:port.")
        .define(
            HTTP_HOST,
            Type.STRING,
            "127.0.0.1",
            new ConfigDef.NonEmptyString(),
            Importance.MEDIUM,
            "Address on which health and metrics are served; 0.0.0.0 is all.")
        .define(
            HTTP_PORT,
            Type.INT,
            8080,
            Range.between(-1, 65535),
            Importance.MEDIUM,
            "Port on which health and metrics are served; 0 is any free port, -1 serves none.")
        .define(
            SHUTDOWN_TIMEOUT_MS,
            Type.LONG,
            30_000L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How long a stopping service may take to drain, in milliseconds.")
        .define(
            STARTUP_TIMEOUT_MS,
            Type.LONG,
            300_000L,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How long a starting service waits for what it needs (Kafka, tables) before it gives up"
                + " and exits with 1, in milliseconds.")
        .define(
            TOPICS_PREFIX,
            Type.STRING,
            "",
            ConfigDef.LambdaValidator.with(
                CommonSettings::validTopicPrefix,
                () -> "up to 190 letters, digits, dots, underscores and hyphens"),
            Importance.MEDIUM,
            "Put before the name of every topic, and of every id that isn't given.");
  }

  private static ConfigDef withTopicCreation(ConfigDef definition) {
    return definition
        .define(
            TOPICS_CREATE,
            Type.BOOLEAN,
            true,
            Importance.MEDIUM,
            "Whether missing topics are created at the start.")
        .define(
            TOPICS_PARTITIONS,
            Type.INT,
            4,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Partitions of a topic that is created.")
        .define(
            TOPICS_REPLICAS,
            Type.SHORT,
            (short) -1,
            ConfigDef.LambdaValidator.with(CommonSettings::validReplicas, () -> "-1 or at least 1"),
            Importance.MEDIUM,
            "Replicas of a topic that is created; -1 is the broker's default.");
  }

  /**
   * Returns an id that no other installation on the cluster has: the value of a STRING key or,
   * where none is given, a name with the topics' prefix.
   */
  public static String idOf(Settings settings, String key, String name) {
    String given = settings.getString(key);
    return given == null ? settings.getString(TOPICS_PREFIX) + name : given;
  }

  private static void validTopicPrefix(String key, Object value) {
    if (!TOPIC_PREFIX.matcher((String) value).matches()) {
      throw new ConfigException(
          key,
          value,
          "Only letters, digits, '.', '_' and '-', at most 190, can begin a topic name");
    }
  }

  private static void validReplicas(String key, Object value) {
    short replicas = (Short) value;
    if (replicas != -1 && replicas < 1) {
      throw new ConfigException(key, value, "Value must be -1 or at least 1");
    }
  }
}
