package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.processor.state.StateStores;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorSettingsTest {
  private static Settings settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bootstrap.servers", "b:9092");
    return Settings.of(ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), all);
  }

  @Test
  void shouldNameItselfAfterTheTopicsUnlessToldOtherwise() {
    assertThat(ProcessorSettings.streams(settings(Map.of())))
        .containsEntry("application.id", "warehouse-status-processor");
    assertThat(ProcessorSettings.streams(settings(Map.of("topics.prefix", "dev-"))))
        .containsEntry("application.id", "dev-warehouse-status-processor");
    assertThat(
            ProcessorSettings.streams(
                settings(Map.of("topics.prefix", "dev-", "application.id", "mine"))))
        .containsEntry("application.id", "mine");
  }

  @Test
  void shouldLeaveRoomForTheNamesOfInternalTopics() {
    String longest = "p".repeat(190);
    String id = ProcessorSettings.applicationId(settings(Map.of("topics.prefix", longest)));

    Topic.validate(ProcessorSettings.rekeyedTopic(id));
    StateStores.builders().forEach(store -> Topic.validate(id + "-" + store.name() + "-changelog"));
    assertThatThrownBy(() -> settings(Map.of("topics.prefix", longest + "p")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("topics.prefix");
  }

  @Test
  void shouldPassOnToKafkaStreamsAndItsClients() {
    Settings settings =
        settings(
            Map.of(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.jaas.config", "Module required password=\"of two\";",
                "kafka.num.standby.replicas", "1",
                "kafka.main.consumer.session.timeout.ms", "10000",
                "kafka.topic.segment.bytes", "1048576",
                "kafka.admin.request.timeout.ms", "7000"));

    Properties streams = ProcessorSettings.streams(settings);
    StreamsConfig config = new StreamsConfig(streams);

    assertThat(streams)
        .containsEntry("num.standby.replicas", "1")
        .containsEntry("topic.segment.bytes", "1048576");
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("session.timeout.ms", "10000");
    assertThat(ProcessorSettings.admin(settings, ProcessorKafkaKeys.of(settings)))
        .containsOnly(
            Map.entry("bootstrap.servers", "b:9092"),
            Map.entry("security.protocol", "SASL_SSL"),
            Map.entry("sasl.jaas.config", "Module required password=\"of two\";"),
            Map.entry("request.timeout.ms", "7000"));
  }

  @Test
  void shouldLetKafkaStreamsAndItsClientsResolvePlaceholders(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("values"), "replicas=1\ntime=7000\nid=of-file\n");
    Settings settings =
        settings(
            Map.of(
                "kafka.config.providers", "file",
                "kafka.config.providers.file.class", FileConfigProvider.class.getName(),
                "kafka.num.standby.replicas", "${file:%s:replicas}".formatted(file),
                "kafka.main.consumer.session.timeout.ms", "${file:%s:time}".formatted(file),
                "kafka.producer.linger.ms", "${file:%s:time}".formatted(file),
                "kafka.admin.client.id", "${file:%s:id}".formatted(file)));

    StreamsConfig config = new StreamsConfig(ProcessorSettings.streams(settings));

    assertThat(config.getInt("num.standby.replicas")).isEqualTo(1);
    assertThat(new ConsumerConfig(consumer(config)).getInt("session.timeout.ms")).isEqualTo(7000);
    assertThat(config.getProducerConfigs("c")).containsEntry("linger.ms", "7000");
    Map<String, Object> ofAdmin =
        ProcessorSettings.admin(settings, ProcessorKafkaKeys.of(settings));
    ofAdmin.put("bootstrap.servers", "127.0.0.1:1");
    try (Admin admin = Admin.create(ofAdmin)) {
      assertThat(admin.metrics().keySet())
          .anyMatch(name -> "of-file".equals(name.tags().get("client-id")));
    }
  }

  @Test
  void shouldAskConfigProvidersNoMoreAfterTheKeysWereJudged(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("values"), "id=of-file\n");
    String id = "${file:%s:id}".formatted(file);
    Settings settings =
        settings(
            Map.of(
                "kafka.config.providers",
                "file",
                "kafka.config.providers.file.class",
                FileConfigProvider.class.getName(),
                "kafka.client.id",
                id));
    KafkaKeys judged = ProcessorKafkaKeys.of(settings);

    Files.delete(file);

    assertThat(ProcessorSettings.streams(settings)).containsEntry("client.id", id);
    assertThat(ProcessorSettings.admin(settings, judged)).containsEntry("client.id", id);
  }

  private static Map<String, Object> consumer(StreamsConfig config) {
    Map<String, Object> consumer = config.getMainConsumerConfigs("g", "c", 0);
    consumer.put("key.deserializer", ByteArrayDeserializer.class);
    consumer.put("value.deserializer", ByteArrayDeserializer.class);
    return consumer;
  }

  @Test
  void shouldLeaveToKafkaStreamsWhatItKeepsFromItsConsumers() {
    Settings settings =
        settings(Map.of("kafka.group.protocol", "streams", "kafka.client.tag.zone", "a"));

    StreamsConfig config = new StreamsConfig(ProcessorSettings.streams(settings));

    assertThat(config.getString("group.protocol")).isEqualTo("streams");
    assertThat(config.getClientTags()).containsEntry("zone", "a");
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .doesNotContainEntry("group.protocol", "streams");
  }

  @Test
  void shouldLetWhatIsPassedOnGoBeforeItsDefaults() {
    Settings settings =
        settings(
            Map.of("kafka.compression.type", "gzip", "kafka.producer.max.request.size", "2000000"));

    StreamsConfig config = new StreamsConfig(ProcessorSettings.streams(settings));

    assertThat(config.getProducerConfigs("c"))
        .containsEntry("compression.type", "gzip")
        .containsEntry("max.request.size", "2000000");
  }

  @Test
  void shouldWriteLargeBatchesUnlessToldOtherwise() {
    StreamsConfig large = new StreamsConfig(ProcessorSettings.streams(settings(Map.of())));
    StreamsConfig small =
        new StreamsConfig(ProcessorSettings.streams(settings(Map.of("kafka.batch.size", "300"))));

    assertThat(large.getProducerConfigs("c")).containsEntry("batch.size", 131_072);
    assertThat(small.getProducerConfigs("c")).containsEntry("batch.size", "300");
  }

  @Test
  void shouldPushNoMetricsToTheBrokersUnlessToldOtherwise() {
    StreamsConfig silent = new StreamsConfig(ProcessorSettings.streams(settings(Map.of())));
    StreamsConfig pushing =
        new StreamsConfig(
            ProcessorSettings.streams(settings(Map.of("kafka.enable.metrics.push", "true"))));

    assertThat(silent.getProducerConfigs("c")).containsEntry("enable.metrics.push", false);
    assertThat(silent.getRestoreConsumerConfigs("c")).containsEntry("enable.metrics.push", false);
    assertThat(pushing.getProducerConfigs("c")).containsEntry("enable.metrics.push", "true");
  }

  @Test
  void shouldNotHaveATaskWaitForTheOtherOfItsTopics() {
    StreamsConfig config = new StreamsConfig(ProcessorSettings.streams(settings(Map.of())));

    assertThat(config.getLong(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG))
        .isEqualTo(StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
  }

  @Test
  void shouldWriteInTransactionsAndRestoreOnlyWhatWasCommitted() {
    StreamsConfig config = new StreamsConfig(ProcessorSettings.streams(settings(Map.of())));

    assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(config.getRestoreConsumerConfigs("c"))
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void shouldSayThatPackingIsNoLongerASetting() {
    assertThatThrownBy(() -> settings(Map.of("state.pack.after.ms", "2592000000")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'state.pack.after.ms'")
        .hasMessageContaining("no longer a setting")
        .hasMessageContaining("remove the key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exactly_once_v2", "at_least_once"})
  void shouldSayThatTheGuaranteeIsNoLongerASetting(String guarantee) {
    assertThatThrownBy(() -> settings(Map.of("processing.guarantee", guarantee)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'processing.guarantee'")
        .hasMessageContaining("no longer a setting: it is always exactly_once_v2")
        .hasMessageContaining("remove the key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "application.id",
        "state.dir",
        "processing.guarantee",
        "enable.auto.commit",
        "main.consumer.auto.offset.reset",
        "consumer.isolation.level",
        "default.key.serde",
        "production.exception.handler",
        "producer.acks",
        "producer.partitioner.class"
      })
  void shouldRefuseToPassOnWhatItRestsOn(String name) {
    Settings settings = settings(Map.of("kafka." + name, "any"));

    assertThatThrownBy(() -> ProcessorKafkaKeys.of(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"num.standby.replica", "main.consumer.linger.ms", "topics.segment.bytes"})
  void shouldRefuseNamesThatKafkaDoesNotHave(String name) {
    Settings settings = settings(Map.of("kafka." + name, "1"));

    assertThatThrownBy(() -> ProcessorKafkaKeys.of(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }
}
