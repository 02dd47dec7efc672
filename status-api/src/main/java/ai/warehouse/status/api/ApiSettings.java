package ai.warehouse.status.api;

import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/** The configuration keys of status-api, beside those that services share. */
public final class ApiSettings {
  /** STRING. */
  public static final String API_HOST = "api.host";

  /** INT: 0 is any free port. */
  public static final String API_PORT = "api.port";

  /** LONG, milliseconds. */
  public static final String STALLED_AFTER_MS = "stalled.after.ms";

  /** INT. */
  public static final String STREAMS_MAX = "streams.max";

  /** INT, bytes. */
  public static final String REQUEST_MAX_BYTES = "request.max.bytes";

  /** STRING; null for no basic authentication. */
  public static final String READ_USER = "read.user";

  /** PASSWORD; null for no basic authentication. */
  public static final String READ_PASSWORD = "read.password";

  /** PASSWORD; null for no bearer token. */
  public static final String READ_TOKEN = "read.token";

  /** BOOLEAN. */
  public static final String PUBLISH_ENABLED = "publish.enabled";

  /** PASSWORD; null unless publishing is enabled. */
  public static final String PUBLISH_TOKEN = "publish.token";

  /** Begins the keys that are passed on to all Kafka clients. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** All such prefixes, as the launcher takes them. */
  public static final Set<String> PASS_THROUGH = Set.of(KAFKA_PREFIX, DynamoDbSettings.AWS_PREFIX);

  private static final int DEFAULT_PORT = 8090;
  private static final int MAX_PORT = 65_535;
  private static final int DEFAULT_STREAMS = 5_000;
  private static final int DEFAULT_REQUEST_BYTES = 1 << 20;
  private static final int MAX_REQUEST_BYTES = 16 << 20;
  private static final long DEFAULT_STALLED_MS = 30 * 60_000L;
  private static final int LEAST_TOKEN_LENGTH = 16;

  private ApiSettings() {}

  /** Returns a new definition of all keys of status-api. */
  public static ConfigDef configDef() {
    return DynamoDbSettings.define(CommonSettings.ofAllServices())
        .define(
            API_HOST,
            Type.STRING,
            "127.0.0.1",
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Address on which the board and the routes are served; 0.0.0.0 is all.")
        .define(
            API_PORT,
            Type.INT,
            DEFAULT_PORT,
            Range.between(0, MAX_PORT),
            Importance.HIGH,
            "Port of the board and the routes; 0 is any free one.")
        .define(
            STALLED_AFTER_MS,
            Type.LONG,
            DEFAULT_STALLED_MS,
            Range.atLeast(1),
            Importance.MEDIUM,
            "After how long without an event a build that is neither complete nor failing is shown"
                + " as stalled, in milliseconds.")
        .define(
            STREAMS_MAX,
            Type.INT,
            DEFAULT_STREAMS,
            Range.atLeast(1),
            Importance.MEDIUM,
            "Streams that may be open at once; more are refused.")
        .define(
            REQUEST_MAX_BYTES,
            Type.INT,
            DEFAULT_REQUEST_BYTES,
            Range.between(1, MAX_REQUEST_BYTES),
            Importance.MEDIUM,
            "The largest body of a request, in bytes.")
        .define(
            READ_USER,
            Type.STRING,
            null,
            new ConfigDef.NonEmptyString(),
            Importance.MEDIUM,
            "User whose name and password let read; by default reading needs no login.")
        .define(READ_PASSWORD, Type.PASSWORD, null, Importance.MEDIUM, "Password of that user.")
        .define(
            READ_TOKEN,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "Bearer token that lets read; at least 16 characters.")
        .define(
            PUBLISH_ENABLED,
            Type.BOOLEAN,
            false,
            Importance.MEDIUM,
            "Whether POST /events publishes.")
        .define(
            PUBLISH_TOKEN,
            Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "Bearer token that POST /events needs; at least 16 characters.");
  }

  /**
   * Returns settings from values in the program, for a service inside another process.
   *
   * @throws ConfigurationException if a key is unknown or missing or a value is bad
   */
  public static Settings of(Map<String, String> values) {
    return Settings.of(configDef(), PASS_THROUGH, values);
  }

  /**
   * Checks what no single value shows.
   *
   * @throws ConfigurationException if a login or a token is half there or too short
   */
  static void check(Settings settings) {
    boolean user = settings.getString(READ_USER) != null;
    if (user != (settings.getPassword(READ_PASSWORD) != null)) {
      throw settings.invalid(
          user ? READ_PASSWORD : READ_USER, "must be set where the other of the two is");
    }
    checkToken(settings, READ_TOKEN);
    checkToken(settings, PUBLISH_TOKEN);
    if (settings.getBoolean(PUBLISH_ENABLED) && settings.getPassword(PUBLISH_TOKEN) == null) {
      throw settings.invalid(PUBLISH_TOKEN, "is needed, as " + PUBLISH_ENABLED + " is true");
    }
  }

  private static void checkToken(Settings settings, String key) {
    Password token = settings.getPassword(key);
    if (token != null && token.value().length() < LEAST_TOKEN_LENGTH) {
      throw settings.invalid(key, "must have at least %d characters".formatted(LEAST_TOKEN_LENGTH));
    }
  }
}
