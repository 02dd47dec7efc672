package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorSettingsTest {
  private static Settings settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bootstrap.servers", "b:9092");
    return Settings.of(ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), all);
  }

  @Test
  void shouldPassOnToKafkaStreamsAndItsClients() {
    Settings settings =
        settings(
            Map.of(
                "kafka.security.protocol", "SSL",
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
        .containsEntry("security.protocol", "SSL")
        .containsEntry("session.timeout.ms", "10000");
    assertThat(ProcessorSettings.admin(settings))
        .containsOnly(
            Map.entry("bootstrap.servers", "b:9092"),
            Map.entry("security.protocol", "SSL"),
            Map.entry("request.timeout.ms", "7000"));
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

    assertThatThrownBy(() -> ProcessorSettings.streams(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"num.standby.replica", "main.consumer.linger.ms", "topics.segment.bytes"})
  void shouldRefuseNamesThatKafkaDoesNotHave(String name) {
    Settings settings = settings(Map.of("kafka." + name, "1"));

    assertThatThrownBy(() -> ProcessorSettings.streams(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }
}
