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
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "tell me more, sesame | Cannot read 'sesame' | Cannot read '[hidden]'",
        "s3c\"r\\et             | {`v`:`s3c\\\"r\\\\et`} | {`v`:`[hidden]`}",
        "M required user=adam password=eve's apple; | no value for key 'apple' | no value for key"
            + " '[hidden]'",
        "M required user=adam password=\"x;y=z w\"; | x;y=z w of adam, required | [hidden] of adam,"
            + " required",
        "-----BEGIN PRIVATE KEY----- MIIEvQ -----END PRIVATE KEY----- | No PRIVATE KEY in MIIEvQ |"
            + " No PRIVATE KEY in [hidden]",
        "M required ; | M required | M required",
        "abc | abc | abc",
        "local | local, but http://localhost:1 | [hidden], but http://localhost:1",
        "M required password=\"s3same\" tokenauth=\"true\"; | is true, not s3same | is true, not"
            + " [hidden]",
        "false | {`up`:false} | {`up`:false}",
        "8642 | {`at`:8642,`no`:-1.8642,`m`:`pin 8642, \\`pin\\`:8642`} |"
            + " {`at`:8642,`no`:-1.8642,`m`:`pin [hidden], \\`pin\\`:[hidden]`}",
        "-----BEGIN CERTIFICATE----- Q0VSVA -----END CERTIFICATE----- -----BEGIN PRIVATE KEY-----"
            + " S0VZ -----END PRIVATE KEY----- | Q0VSVA and S0VZ | Q0VSVA and [hidden]",
        "unsaid | no answer from http://me:mine@host/ | no answer from http://[hidden]@host/"
      })
  void shouldMaskSecretsInTexts(String secret, String text, String masked) {
    // when
    Secrets.remember(secret);

    // then
    assertThat(Secrets.mask(text.replace('`', '"'))).isEqualTo(masked.replace('`', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.security.protocol",
        "kafka.key.serializer",
        "kafka.client.id",
        "kafka.sasl.oauthbearer.client.credentials.client.id",
        "kafka.sasl.oauthbearer.token.endpoint.url",
        "aws.webIdentityTokenFile"
      })
  void shouldLeaveTheRestReadable(String key) {
    assertThat(Secrets.looksSecret(key)).isFalse();
  }
}
