package ai.warehouse.status.api;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {
  private static final String TOKEN = "a-token-of-24-characters";

  @Test
  void shouldTakeTheDefaults() {
    assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
  }

  @Test
  void shouldTakeALoginForReadingAndATokenForPublishing() {
    assertThatCode(
            () ->
                check(
                    Map.of(
                        "read.user", "reader",
                        "read.password", "secret",
                        "read.token", TOKEN,
                        "publish.enabled", "true",
                        "publish.token", TOKEN)))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseHalfALogin() {
    assertRefused(() -> check(Map.of("read.user", "reader")), "read.password");
    assertRefused(() -> check(Map.of("read.password", "secret")), "read.user");
  }

  @Test
  void shouldRefuseToPublishForEverybody() {
    assertRefused(() -> check(Map.of("publish.enabled", "true")), "publish.token");
  }

  @Test
  void shouldRefuseAShortTokenWithoutQuotingIt() {
    assertRefused(() -> check(Map.of("publish.token", "short-token")), "publish.token");
    assertRefused(() -> check(Map.of("read.token", "short-token")), "read.token");
  }

  @Test
  void shouldNotKnowKeysOfServicesThatCreateTopics() {
    assertRefused(() -> check(Map.of("topics.create", "true")), "topics.create");
  }

  private static void assertRefused(ThrowingCallable code, String key) {
    assertThatThrownBy(code)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("short-token");
  }

  private static void check(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bootstrap.servers", "localhost:1");
    ApiSettings.check(ApiSettings.of(all));
  }
}
