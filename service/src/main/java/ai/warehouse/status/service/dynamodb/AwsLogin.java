package ai.warehouse.status.service.dynamodb;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.utils.SystemSetting;

/**
 * The login that this process is configured with, of those that the AWS SDK knows.
 *
 * <p>That is the first configured login in the SDK's order, and no other. The SDK's own chain goes
 * on to the next login when one fails, and stays there: a short outage of the token service would
 * replace the service's role by the machine's for good.
 *
 * @param name for a person
 * @param provider gives its credentials
 * @param certain whether the login is surely meant; if not, no answer means not configured
 */
record AwsLogin(String name, AwsCredentialsProvider provider, boolean certain) {
  private static final Set<String> LOGIN_PROPERTIES =
      Set.of(
          ProfileProperty.AWS_ACCESS_KEY_ID,
          ProfileProperty.AWS_SESSION_TOKEN,
          ProfileProperty.CREDENTIAL_PROCESS,
          ProfileProperty.LOGIN_SESSION,
          ProfileProperty.ROLE_ARN);

  /**
   * Returns the login.
   *
   * @throws CredentialsException if none is configured, or a file of profiles can't be read
   */
  static AwsLogin find() {
    if (isSet(SdkSystemSetting.AWS_ACCESS_KEY_ID)
        || isSet(SdkSystemSetting.AWS_SECRET_ACCESS_KEY)) {
      return new AwsLogin(
          "access key",
          AwsCredentialsProviderChain.of(
              SystemPropertyCredentialsProvider.create(),
              EnvironmentVariableCredentialsProvider.create()),
          true);
    }
    if (isSet(SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE)) {
      return new AwsLogin(
          "web identity (AWS_WEB_IDENTITY_TOKEN_FILE)",
          WebIdentityTokenFileCredentialsProvider.create(),
          true);
    }
    String profile =
        value(ProfileFileSystemSetting.AWS_PROFILE)
            .orElse(ProfileFileSystemSetting.AWS_PROFILE.defaultValue());
    if (hasLogin(profile)) {
      return new AwsLogin("profile " + profile, ProfileCredentialsProvider.create(profile), true);
    }
    if (isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI)
        || isSet(SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI)) {
      return new AwsLogin(
          "container (AWS_CONTAINER_CREDENTIALS_…_URI)",
          ContainerCredentialsProvider.create(),
          true);
    }
    return new AwsLogin(
        ("instance metadata (there is no other login: no access key, no"
                + " AWS_WEB_IDENTITY_TOKEN_FILE, nothing in profile %s, no"
                + " AWS_CONTAINER_CREDENTIALS_…_URI)")
            .formatted(profile),
        InstanceProfileCredentialsProvider.builder().profileName(profile).build(),
        isSet(SdkSystemSetting.AWS_EC2_METADATA_SERVICE_ENDPOINT));
  }

  private static boolean hasLogin(String profile) {
    try {
      return ProfileFile.defaultProfileFile()
          .profile(profile)
          .map(found -> found.properties().keySet().stream().anyMatch(AwsLogin::isLogin))
          .orElse(false);
    } catch (RuntimeException e) {
      throw new CredentialsException(
          "No AWS credentials: the files of profiles cannot be read: " + e.getMessage(), false);
    }
  }

  private static boolean isLogin(String property) {
    return property.startsWith("sso_") || LOGIN_PROPERTIES.contains(property);
  }

  private static boolean isSet(SystemSetting setting) {
    return value(setting).isPresent();
  }

  // Empty is how Compose and others hand over a variable that isn't set.
  private static Optional<String> value(SystemSetting setting) {
    return setting.getNonDefaultStringValue().filter(value -> !value.isBlank());
  }
}
