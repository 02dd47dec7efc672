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
 * <p>Kafka uses none that a system property doesn't allow, for programs whose users may configure
 * its clients. Here whoever writes the settings has started the process too, and naming the token
 * endpoint once is enough.
 */
final class OAuthResources {
  private static final Pattern URL = Pattern.compile("(.+\\.)?sasl\\.oauthbearer\\..+\\.url");
  private static final Pattern FILE = Pattern.compile("(.+\\.)?sasl\\.oauthbearer\\..+\\.file");

  private OAuthResources() {}

  /**
   * Sets the system properties, unless they are set: then only what they allow is.
   *
   * @param passedOn Kafka's settings by its names, with or without the prefix of a kind of client
   */
  static void allow(Map<String, String> passedOn) {
    allow(BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG, passedOn, URL, String::strip);
    allow(
        BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_FILES_CONFIG,
        passedOn,
        FILE,
        // As Kafka writes it, which compares texts.
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
