package ai.warehouse.status.service.dynamodb;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.service.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The configuration keys of the services that use DynamoDB. */
public final class DynamoDbSettings {
  /** STRING, a URI; null for AWS itself. */
  public static final String DYNAMODB_ENDPOINT = "dynamodb.endpoint";

  /** STRING; null for the region that the AWS SDK finds. */
  public static final String DYNAMODB_REGION = "dynamodb.region";

  /** LONG, milliseconds. */
  public static final String DYNAMODB_TIMEOUT_MS = "dynamodb.timeout.ms";

  /** STRING, may be empty. */
  public static final String TABLES_PREFIX = "tables.prefix";

  /** Begins the keys that are passed on to the AWS SDK. */
  public static final String AWS_PREFIX = "aws.";

  // DynamoDB allows 255 characters in a name; the rest is for the table's own.
  private static final Pattern TABLE_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

  private DynamoDbSettings() {}

  /** Adds these keys to a definition, and returns the definition. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            DYNAMODB_ENDPOINT,
            Type.STRING,
            null,
            ConfigDef.LambdaValidator.with(DynamoDbSettings::validEndpoint, () -> "an http(s) URI"),
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
                DynamoDbSettings::validTablePrefix,
                () -> "up to 200 letters, digits, dots, underscores and hyphens"),
            Importance.MEDIUM,
            "Put before the name of every table.");
  }

  /** Returns where DynamoDB is; null for the region's own address. */
  public static @Nullable URI endpoint(Settings settings) {
    String endpoint = settings.getString(DYNAMODB_ENDPOINT);
    return endpoint == null ? null : URI.create(endpoint);
  }

  /** Returns the names of the tables. */
  public static Tables tables(Settings settings) {
    return new Tables(settings.getString(TABLES_PREFIX));
  }

  private static void validTablePrefix(String key, Object value) {
    if (!TABLE_PREFIX.matcher((String) value).matches()) {
      throw new ConfigException(
          key,
          value,
          "Only letters, digits, '.', '_' and '-', at most 200, can begin a table name");
    }
  }

  private static void validEndpoint(String key, @Nullable Object value) {
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
