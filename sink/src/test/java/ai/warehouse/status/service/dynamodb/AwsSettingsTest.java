package ai.warehouse.status.service.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsSettingsTest {
  private static Settings settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bootstrap.servers", "b:9092");
    return SinkSettings.of(all);
  }

  @Test
  void shouldPassOnTheSdksOwnSystemProperties() {
    Map<String, String> properties =
        Map.of(
            "aws.accessKeyId", "id",
            "aws.secretAccessKey", "secret",
            "aws.profile", "prod",
            "aws.endpointUrlSts", "https://sts.example",
            "aws.useFipsEndpoint", "true",
            "aws.retryMode", "standard");

    assertThat(AwsSettings.of(settings(properties))).isEqualTo(properties);
  }

  @ParameterizedTest
  @CsvSource({
    "aws.secretKey, no such system property",
    "aws.region, dynamodb.region",
    "aws.endpointUrl, dynamodb.endpoint",
    "aws.endpointUrlDynamoDb, dynamodb.endpoint",
    "aws.maxAttempts, retries"
  })
  void shouldRefuseWhatHasNoEffectOrAnotherKey(String key, String reason) {
    Settings settings = settings(Map.of(key, "hunter2"));

    assertThatThrownBy(() -> AwsSettings.of(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void shouldMaskSecretsWhenPrinted() {
    String printed =
        settings(
                Map.of(
                    "aws.secretAccessKey", "hunter2",
                    "aws.sessionToken", "hunter2",
                    "kafka.sasl.jaas.config", "hunter2",
                    "kafka.ssl.truststore.password", "hunter2",
                    "kafka.consumer.ssl.key.password", "hunter2",
                    "kafka.admin.sasl.jaas.config", "hunter2"))
            .describe();

    assertThat(printed).doesNotContain("hunter2").contains("aws.secretAccessKey = [hidden]");
  }
}
