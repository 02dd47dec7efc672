package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @Test
  void shouldRecogniseEverySecretOfKafkasClients() {
    // given
    Stream<ConfigKey> keys =
        Stream.of(
                AdminClientConfig.configDef(),
                ConsumerConfig.configDef(),
                ProducerConfig.configDef())
            .map(ConfigDef::configKeys)
            .flatMap(map -> map.values().stream());

    // when, then
    assertThat(keys.filter(key -> key.type.isSensitive()).map(key -> key.name).distinct())
        .isNotEmpty()
        .allMatch(Secrets::looksSecret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.sasl.jaas.config",
        "kafka.ssl.keystore.key",
        "kafka.listener.SASL.JAAS.CONFIG",
        "dynamodb.secret.access.key",
        "aws.session_token",
        "api-key",
        "db.passwd"
      })
  void shouldRecogniseSecrets(String key) {
    assertThat(Secrets.looksSecret(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka.security.protocol", "kafka.key.serializer", "kafka.client.id"})
  void shouldLeaveTheRestReadable(String key) {
    assertThat(Secrets.looksSecret(key)).isFalse();
  }
}
