package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthResourcesTest {
  private static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String FILES = "org.apache.kafka.sasl.oauthbearer.allowed.files";

  @AfterEach
  void forget() {
    System.clearProperty(URLS);
    System.clearProperty(FILES);
  }

  @Test
  void shouldAllowTheTokenEndpointsOfAllClients() {
    OAuthResources.allow(
        new TreeMap<>(
            Map.of(
                "admin.sasl.oauthbearer.token.endpoint.url", "https://one.example/token",
                "consumer.sasl.oauthbearer.token.endpoint.url", "https://one.example/token",
                "sasl.oauthbearer.token.endpoint.url", " https://two.example/token ",
                "my.reporter.url", "https://else.example")));

    assertThat(System.getProperty(URLS))
        .isEqualTo("https://one.example/token,https://two.example/token");
    assertThat(System.getProperty(FILES)).isNull();
  }

  @Test
  void shouldAllowTheFilesOfAssertions() {
    OAuthResources.allow(
        Map.of(
            "sasl.oauthbearer.assertion.private.key.file", "key.pem",
            "sasl.oauthbearer.assertion.claim.iss", "me"));

    assertThat(System.getProperty(FILES)).isEqualTo(new File("key.pem").getAbsolutePath());
    assertThat(System.getProperty(URLS)).isNull();
  }

  @Test
  void shouldLeaveWhatTheOperatorAllows() {
    System.setProperty(URLS, "https://only.example");

    OAuthResources.allow(Map.of("sasl.oauthbearer.token.endpoint.url", "https://two.example"));

    assertThat(System.getProperty(URLS)).isEqualTo("https://only.example");
  }
}
