package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.service.KafkaKeys.Client;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaKeysTest {

  private static final Client CONSUMER = new Client("consumer.", ConsumerConfig.configDef());
  private static final Client MAIN = new Client("main.consumer.", CONSUMER.definition(), CONSUMER);
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
    assertRefused(Map.of(key, value), parts);
    assertRefused(Map.of(key, value), key);
  }

  private static void assertRefused(Map<String, String> given, String... parts) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> keys(given))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
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
    assertThat(keys.of(MAIN)).isEqualTo(Map.of("retry.backoff.ms", "3"));
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
  void shouldLeavePlaceholdersToKafkaButJudgeWhatTheyStandFor(@TempDir Path folder)
      throws Exception {
    // given
    Path file = folder.resolve("secrets.properties");
    Files.writeString(file, "interval=45000\nacks=some\njaas=Module required password=of two;\n");
    Map<String, String> given = new HashMap<>();
    given.put("kafka.config.providers", "file");
    given.put("kafka.config.providers.file.class", FileConfigProvider.class.getName());
    given.put("kafka.max.poll.interval.ms", "${file:%s:interval}".formatted(file));

    // when
    KafkaKeys keys = keys(given);

    // then
    assertThat(keys.of(CONSUMER))
        .containsEntry("max.poll.interval.ms", "${file:%s:interval}".formatted(file))
        .containsEntry("config.providers", "file");
    assertThat(keys.valueOf(CONSUMER, "max.poll.interval.ms")).isEqualTo(45_000);
    assertThat(keys.valueOf(MAIN, "max.poll.interval.ms")).isEqualTo(45_000);
    assertThat(keys.valueOf(CONSUMER, "max.poll.records")).isEqualTo(500);

    given.put("kafka.producer.acks", "${file:%s:acks}".formatted(file));
    assertRefused(given, "kafka.producer.acks", "[hidden]", "(from the program)");
    given.put("kafka.producer.acks", "${file:%s:none}".formatted(folder.resolve("absent")));
    assertRefused(given, "kafka.config.providers", folder.resolve("absent").toString());
    given.remove("kafka.producer.acks");
    given.put("kafka.sasl.jaas.config", "${file:%s:jaas}".formatted(file));
    assertRefused(given, "kafka.sasl.jaas.config", "quotes");
  }

  @Test
  void shouldRefuseAnUnresolvedPlaceholderWhereANumberMustBe() {
    assertRefused("kafka.session.timeout.ms", "${env:N}", "${env:N}", "Not a number");
  }

  @Test
  void shouldJudgeAValueOnlyByTheClientsThatGetIt() {
    // given
    Map<String, String> given = new HashMap<>();
    given.put("kafka.retries", "many");
    given.put("kafka.producer.retries", "3");

    // when, then
    assertRefused(given, "kafka.retries", "many");
    given.put("kafka.admin.retries", "4");
    assertThat(keys(given).of(CONSUMER)).isEmpty();
    assertThat(keys(given).valueOf(PRODUCER, "retries")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Module required password=correct horse;",
        "Module required password=horse!staple;",
        "Module required password=\"horse\"",
        "horse",
        ""
      })
  void shouldRefuseALoginThatKafkaCannotReadWithoutQuotingIt(String jaas) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> keys(Map.of("kafka.sasl.jaas.config", jaas)))
        .withNoCause()
        .withMessageContaining("kafka.sasl.jaas.config")
        .withMessageContaining("(from the program)")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("horse"));
  }

  @Test
  void shouldRefuseALoginFileThatJavaCannotReadWithoutQuotingIt(@TempDir Path folder)
      throws Exception {
    // given
    Path file =
        Files.writeString(
            folder.resolve("jaas"), "KafkaClient { Module required password=of three words; };");
    System.setProperty("java.security.auth.login.config", file.toString());

    // when, then
    try {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> keys(Map.of("kafka.security.protocol", "sasl_ssl")))
          .withNoCause()
          .withMessageContaining("kafka.security.protocol")
          .withMessageContaining("java.security.auth.login.config")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("three", "words"));
    } finally {
      System.clearProperty("java.security.auth.login.config");
    }
  }

  @Test
  void shouldRefuseWhatTheServiceSetsItself() {
    assertRefused("kafka.bootstrap.servers", "other:9092", "its own key bootstrap.servers");
    assertRefused("kafka.consumer.bootstrap.servers", "other:9092", "own key bootstrap.servers");
    assertRefused("kafka.enable.auto.commit", "true", "guarantees");
    assertRefused("kafka.main.consumer.enable.auto.commit", "true", "guarantees");
  }
}
