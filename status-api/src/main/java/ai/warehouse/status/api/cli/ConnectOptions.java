package ai.warehouse.status.api.cli;

import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.OAuthResources;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where to ask and to publish; the fields are set by picocli. */
final class ConnectOptions {
  static final String KAFKA_PREFIX = "kafka.";

  private static final String URL = "WAREHOUSE_STATUS_URL";

  // A person waits: less than the services have, unless somebody has chosen.
  private static final String TIMEOUT = "WAREHOUSE_STATUS_DYNAMODB_TIMEOUT_MS";
  private static final String TIMEOUT_MS = "2500";

  @ArgGroup(exclusive = false, heading = "By way of the service:%n")
  private @Nullable ByService service;

  @ArgGroup(
      exclusive = false,
      heading =
          "Straight, without --url; what is absent is taken from the services' variables, such as%n"
              + "WAREHOUSE_STATUS_BOOTSTRAP_SERVERS, and credentials from where the AWS SDK finds them:%n")
  private @Nullable Straight straight;

  private static final class ByService {
    @Option(
        names = "--url",
        paramLabel = "URL",
        description = "Where status-api is; by default the variable " + URL + ".")
    private @Nullable URI url;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description =
            "Holds the bearer token; by default the variable WAREHOUSE_STATUS_TOKEN is the token.")
    private @Nullable Path tokenFile;
  }

  private static final class Straight {
    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:PORT[,...]",
        description = "Kafka brokers; only publish needs them.")
    private @Nullable String bootstrapServers;

    @Option(
        names = "--kafka-config",
        paramLabel = "FILE",
        description = "Java properties of Kafka's clients, such as a login.")
    private @Nullable Path kafkaConfig;

    @Option(
        names = "--topics-prefix",
        paramLabel = "PREFIX",
        description = "Stands before the name of every topic.")
    private @Nullable String topicsPrefix;

    @Option(
        names = "--dynamodb-endpoint",
        paramLabel = "URI",
        description = "Where DynamoDB is, if not at the region's own address.")
    private @Nullable String endpoint;

    @Option(
        names = "--region",
        paramLabel = "REGION",
        description = "AWS region; by default what the AWS SDK finds.")
    private @Nullable String region;

    @Option(
        names = "--tables-prefix",
        paramLabel = "PREFIX",
        description = "Stands before the name of every table.")
    private @Nullable String tablesPrefix;

    @Option(
        names = "--interval",
        paramLabel = "SECONDS",
        defaultValue = "2",
        description = "How often wait and watch ask DynamoDB (default: ${DEFAULT-VALUE}).")
    private int intervalSeconds = 2;
  }

  /**
   * Returns what the options, and then the variables, say.
   *
   * @throws TroubleException if they contradict each other, or a file can't be read
   */
  Source open(Shell shell) {
    if (service != null && straight != null) {
      throw TroubleException.lasting(
          "Options of both ways are given: by the service and straight", null);
    }
    URI url = service == null ? null : service.url;
    String variable = shell.variable(URL);
    if (url == null && variable != null && straight == null) {
      url = uri(variable);
    }
    if (url != null) {
      Path tokenFile = service == null ? null : service.tokenFile;
      return new ServiceSource(new ServiceClient(url, Login.find(shell, tokenFile)));
    }
    if (service != null) {
      throw TroubleException.lasting("--token-file is of no use without --url", null);
    }
    Straight given = straight == null ? new Straight() : straight;
    if (given.intervalSeconds < 1) {
      throw TroubleException.lasting("--interval is less than 1", null);
    }
    Settings settings = settings(given, shell);
    OAuthResources.allow(settings.passThrough(KAFKA_PREFIX));
    return new DirectSource(settings, Duration.ofSeconds(given.intervalSeconds));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw TroubleException.lasting("The variable " + URL + " is no URL", e);
    }
  }

  private static Settings settings(Straight given, Shell shell) {
    Map<String, String> values =
        given.kafkaConfig == null ? new HashMap<>() : read(given.kafkaConfig);
    put(values, CommonSettings.BOOTSTRAP_SERVERS, given.bootstrapServers);
    put(values, CommonSettings.TOPICS_PREFIX, given.topicsPrefix);
    put(values, DynamoDbSettings.DYNAMODB_ENDPOINT, given.endpoint);
    put(values, DynamoDbSettings.DYNAMODB_REGION, given.region);
    put(values, DynamoDbSettings.TABLES_PREFIX, given.tablesPrefix);
    if (shell.variable(TIMEOUT) == null) {
      values.put(DynamoDbSettings.DYNAMODB_TIMEOUT_MS, TIMEOUT_MS);
    }
    return Settings.of(
        definition(),
        Set.of(KAFKA_PREFIX, DynamoDbSettings.AWS_PREFIX),
        shell.environment(),
        values);
  }

  // As those of the services, but that a command which only reads needs no broker.
  private static ConfigDef definition() {
    return DynamoDbSettings.define(
        new ConfigDef()
            .define(CommonSettings.BOOTSTRAP_SERVERS, Type.LIST, "", Importance.HIGH, "")
            .define(CommonSettings.TOPICS_PREFIX, Type.STRING, "", Importance.MEDIUM, ""));
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw TroubleException.lasting("File " + file + " cannot be read: " + e, e);
    }
    Map<String, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      String key = name.equals(CommonSettings.BOOTSTRAP_SERVERS) ? name : KAFKA_PREFIX + name;
      values.put(key, properties.getProperty(name));
    }
    return values;
  }

  private static void put(Map<String, String> values, String key, @Nullable String value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
