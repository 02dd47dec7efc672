package ai.warehouse.status.service;

import java.io.File;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;

/**
 * Lets Kafka's OAuth login use the URLs and files that the settings name.
 *
 * <p>Kafka refuses those that no system property allows, for programs whose users configure
 * clients. Here the settings' author started the process too, so naming the token endpoint once is
 * enough.
 */
public final class OAuthResources {
  private static final Pattern URL = Pattern.compile("(.+\\.)?sasl\\.oauthbearer\\..+\\.url");
  private static final Pattern FILE = Pattern.compile("(.+\\.)?sasl\\.oauthbearer\\..+\\.file");

  private OAuthResources() {}

  /**
   * Sets Kafka's system properties, unless they are set already.
   *
   * @param passedOn Kafka's settings by its names, with or without the prefix of a kind of client
   */
  public static void allow(Map<String, String> passedOn) {
    allow(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG, passedOn, URL, String::strip);
    allow(
        BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_FILES_CONFIG,
        passedOn,
        FILE,
        // As Kafka, which compares texts, writes the path.
        file -> new File(file.strip()).getAbsolutePath());
  }

  private static void allow(
      String property, Map<String, String> passedOn, Pattern names, UnaryOperator<String> form) {
    String allowed =
        passedOn.entrySet().stream()
            .filter(setting -> names.matcher(setting.getKey()).matches())
            .map(setting -> form.apply(setting.getValue()))
            .distinct()
            .collect(Collectors.joining(","));
    if (!allowed.isEmpty() && System.getProperty(property) == null) {
      System.setProperty(property, allowed);
    }
  }
}
