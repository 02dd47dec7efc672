package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.service.KafkaKeys.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaKeysTest {

  private static final Client CONSUMER = new Client("consumer.", ConsumerConfig.configDef());
  private static final Client MAIN = new Client("main.consumer.", ConsumerConfig.configDef());
  private static final Client PRODUCER = new Client("producer.", ProducerConfig.configDef());
  private static final Client ADMIN = new Client("admin.", AdminClientConfig.configDef());
  private static final Client TOPIC = new Client("topic.", null);

  private static KafkaKeys keys(Map<String, String> passedOn) {
    Map<String, String> values = new HashMap<>(passedOn);
    values.put("bootstrap.servers", "b:9092");
    ConfigDef definition =
        CommonSettings.configDef().define("linger.ms", Type.LONG, 1L, Importance.LOW, "Another.");
    Settings settings = Settings.of(definition, Set.of("kafka."), values);
    return new KafkaKeys(
        settings,
        "kafka.",
        List.of(CONSUMER, MAIN, PRODUCER, ADMIN, TOPIC),
        Set.of("bootstrap.servers", "enable.auto.commit"));
  }

  private static void assertRefused(String key, String value, String... parts) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> keys(Map.of(key, value)))
        .satisfies(e -> assertThat(e.getMessage()).contains(key).contains(parts));
  }

  @Test
  void shouldGiveEachClientWhatItKnows() {
    // when
    KafkaKeys keys =
        keys(
            Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.linger.ms", "3",
                "kafka.max.poll.interval.ms", "60000"));

    // then
    assertThat(keys.of(CONSUMER))
        .isEqualTo(Map.of("security.protocol", "SSL", "max.poll.interval.ms", "60000"));
    assertThat(keys.of(PRODUCER)).isEqualTo(Map.of("security.protocol", "SSL", "linger.ms", "3"));
    assertThat(keys.of(ADMIN)).isEqualTo(Map.of("security.protocol", "SSL"));
  }

  @Test
  void shouldLetTheKeysOfAKindOfClientGoBeforeThoseOfAll() {
    // when
    KafkaKeys keys =
        keys(
            Map.of(
                "kafka.retry.backoff.ms", "1",
                "kafka.consumer.retry.backoff.ms", "2",
                "kafka.main.consumer.retry.backoff.ms", "3",
                "kafka.topic.anything", "4"));

    // then
    assertThat(keys.of(ADMIN)).isEqualTo(Map.of("retry.backoff.ms", "1"));
    assertThat(keys.of(CONSUMER)).isEqualTo(Map.of("retry.backoff.ms", "2"));
    assertThat(keys.of(CONSUMER, MAIN)).isEqualTo(Map.of("retry.backoff.ms", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.sesion.timeout.ms",
        "kafka.consumer.sesion.timeout.ms",
        "kafka.consumer.linger.ms",
        "kafka.consumers.session.timeout.ms",
        "kafka.main.consumer.ssl.truststore"
      })
  void shouldRefuseNamesThatKafkaDoesNotHave(String key) {
    assertRefused(key, "1", "no such setting", "(from the program)");
  }

  @Test
  void shouldPassOnWhatAClassOfTheOperatorsMayHave() {
    // when
    KafkaKeys keys =
        keys(
            Map.of(
                "kafka.interceptor.classes", "com.example.Audit",
                "kafka.audit.level", "all",
                "kafka.consumer.audit.topic", "audit"));

    // then
    assertThat(keys.of(CONSUMER))
        .containsEntry("audit.level", "all")
        .containsEntry("audit.topic", "audit");
    assertThat(keys.of(PRODUCER))
        .containsEntry("audit.level", "all")
        .doesNotContainKey("audit.topic");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.session.timeout.ms,soon,Not a number",
    "kafka.consumer.session.timeout.ms,soon,Not a number",
    "kafka.producer.acks,2,all",
    "kafka.security.protocol,TLS,SASL_SSL"
  })
  void shouldRefuseBadValues(String key, String value, String reason) {
    assertRefused(key, value, value, reason, "(from the program)");
  }

  @Test
  void shouldRefuseWhatTheServiceSetsItself() {
    assertRefused("kafka.bootstrap.servers", "other:9092", "its own key bootstrap.servers");
    assertRefused("kafka.consumer.bootstrap.servers", "other:9092", "own key bootstrap.servers");
    assertRefused("kafka.enable.auto.commit", "true", "guarantees");
    assertRefused("kafka.main.consumer.enable.auto.commit", "true", "guarantees");
  }
}
