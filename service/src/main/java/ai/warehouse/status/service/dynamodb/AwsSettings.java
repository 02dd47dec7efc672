package ai.warehouse.status.service.dynamodb;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * The keys that are passed on to the AWS SDK: those that begin as its system properties do, and
 * which become such properties of this process.
 */
public final class AwsSettings {
  private static final String ENDPOINT = "aws.endpointUrl";
  private static final String DYNAMODB_ENDPOINT = "aws.endpointUrlDynamoDb";

  private static final Set<String> KNOWN =
      Stream.of(
              Stream.of(SdkSystemSetting.values()).map(SystemSetting::property),
              Stream.of(ProfileFileSystemSetting.values()).map(SystemSetting::property),
              // The SDK has no list of these. Logins need them, where what they ask isn't AWS's
              // own.
              Stream.of(
                  ENDPOINT,
                  DYNAMODB_ENDPOINT,
                  "aws.endpointUrlSts",
                  "aws.endpointUrlSso",
                  "aws.endpointUrlSsoOidc",
                  "aws.endpointUrlSignin",
                  "aws.loginCacheDirectory"))
          .flatMap(names -> names)
          .collect(Collectors.toUnmodifiableSet());

  private static final Map<String, String> NOT_PASSED_ON =
      Map.of(
          SdkSystemSetting.AWS_REGION.property(),
          "use the key " + DynamoDbSettings.DYNAMODB_REGION,
          ENDPOINT,
          "use the key " + DynamoDbSettings.DYNAMODB_ENDPOINT,
          DYNAMODB_ENDPOINT,
          "use the key " + DynamoDbSettings.DYNAMODB_ENDPOINT,
          SdkSystemSetting.AWS_MAX_ATTEMPTS.property(),
          "the service makes its own retries");

  private AwsSettings() {}

  /**
   * Returns the settings that are passed on, by the SDK's names.
   *
   * @throws ConfigurationException if the SDK doesn't know a key, or the service has its own way
   */
  public static Map<String, String> of(Settings settings) {
    Map<String, String> properties = new HashMap<>();
    settings
        .passThrough(DynamoDbSettings.AWS_PREFIX)
        .forEach((name, value) -> properties.put(DynamoDbSettings.AWS_PREFIX + name, value));
    for (String name : properties.keySet()) {
      if (NOT_PASSED_ON.containsKey(name)) {
        throw settings.invalid(name, NOT_PASSED_ON.get(name));
      }
      if (!KNOWN.contains(name)) {
        throw settings.invalid(name, "the AWS SDK has no such system property");
      }
    }
    return properties;
  }
}
