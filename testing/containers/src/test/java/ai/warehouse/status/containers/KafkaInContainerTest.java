package ai.warehouse.status.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaInContainerTest {
  @ParameterizedTest
  @CsvSource({
    "group.min.session.timeout.ms, KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS",
    "listener.name.my_own.ssl.key-file, KAFKA_LISTENER_NAME_MY__OWN_SSL_KEY___FILE"
  })
  void shouldSpellPropertiesAsTheImageWantsThem(String property, String variable) {
    assertThat(KafkaInContainer.variable(property)).isEqualTo(variable);
  }
}
