package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinkSettingsTest {
  @Test
  void shouldHaveDefaultsForAllButTheBrokers() {
    Settings settings = settings(Map.of());

    assertThat(settings.getBoolean(SinkSettings.TABLES_CREATE)).isFalse();
    assertThat(DynamoDbSettings.endpoint(settings)).isNull();
    assertThat(SinkSettings.retention(settings)).isNull();
    assertThat(SinkSettings.drainTimeout(settings)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void shouldNameItsGroupAfterTheTopicsUnlessToldOtherwise() {
    assertThat(SinkSettings.groupId(settings(Map.of()))).isEqualTo("warehouse-status-sink");
    assertThat(SinkSettings.groupId(settings(Map.of("topics.prefix", "dev-"))))
        .isEqualTo("dev-warehouse-status-sink");
    assertThat(SinkSettings.groupId(settings(Map.of("topics.prefix", "dev-", "group.id", "mine"))))
        .isEqualTo("mine");
  }

  @Test
  void shouldTakeEndpointAndRetention() {
    Settings settings =
        settings(
            Map.of("dynamodb.endpoint", "http://127.0.0.1:8000", "events.retention.days", "30"));

    assertThat(DynamoDbSettings.endpoint(settings)).isEqualTo(URI.create("http://127.0.0.1:8000"));
    assertThat(SinkSettings.retention(settings)).isEqualTo(Duration.ofDays(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8000", "ftp://host", "http://", "no uri", ""})
  void shouldRefuseAnEndpointThatIsNone(String endpoint) {
    assertThatThrownBy(() -> settings(Map.of("dynamodb.endpoint", endpoint)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dynamodb.endpoint");
  }

  @Test
  void shouldRefuseATablePrefixThatDynamoDbWouldRefuse() {
    assertThatThrownBy(() -> settings(Map.of("tables.prefix", "a b")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tables.prefix");
  }

  @Test
  void shouldRefuseToDrainLongerThanAStopMayTake() {
    Settings settings =
        settings(Map.of("drain.timeout.ms", "30000", "shutdown.timeout.ms", "30000"));

    assertThatThrownBy(() -> SinkSettings.drainTimeout(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("drain.timeout.ms")
        .hasMessageContaining("shutdown.timeout.ms");
  }

  @ParameterizedTest
  @CsvSource({"kafka.max.poll.interval.ms, 20000", "kafka.consumer.max.poll.interval.ms, 15000"})
  void shouldRefuseToDrainLongerThanAPollMayTake(String key, String interval) {
    Settings settings = settings(Map.of(key, interval));

    assertThatThrownBy(() -> new KafkaClients(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("drain.timeout.ms")
        .hasMessageContaining("max.poll.interval.ms")
        .hasMessageContaining(interval);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sesion.timeout.ms", "consumer.linger.ms"})
  void shouldRefuseNamesThatKafkaDoesNotHave(String name) {
    Settings settings = settings(Map.of("kafka." + name, "1"));

    assertThatThrownBy(() -> new KafkaClients(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap.servers",
        "enable.auto.commit",
        "group.id",
        "acks",
        "isolation.level",
        "consumer.isolation.level",
        "key.deserializer",
        "producer.value.serializer"
      })
  void shouldRefuseToPassOnWhatItRestsOn(String name) {
    Settings settings = settings(Map.of("kafka." + name, "any"));

    assertThatThrownBy(() -> new KafkaClients(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka." + name);
  }

  @Test
  void shouldPassOnToEachClientWhatItKnows() {
    KafkaClients clients =
        new KafkaClients(
            settings(
                Map.of(
                    "kafka.max.poll.interval.ms", "60000",
                    "kafka.linger.ms", "3",
                    "kafka.partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.RangeAssignor")));

    clients.admin().close();
    clients.consumer().close();
    clients.deadLetterProducer().close();
  }

  @Test
  void shouldLetEachClientResolvePlaceholders(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("values"), "id=of-file\ninterval=21000\nlow=9\n");
    Map<String, String> given = new HashMap<>();
    given.put("kafka.config.providers", "file");
    given.put("kafka.config.providers.file.class", FileConfigProvider.class.getName());
    given.put("kafka.client.id", "${file:%s:id}".formatted(file));
    given.put("kafka.max.poll.interval.ms", "${file:%s:interval}".formatted(file));
    KafkaClients clients = new KafkaClients(settings(given));

    try (Admin admin = clients.admin();
        KafkaConsumer<?, ?> consumer = clients.consumer();
        KafkaProducer<?, ?> producer = clients.deadLetterProducer()) {
      assertThat(Stream.of(admin.metrics(), consumer.metrics(), producer.metrics()))
          .allSatisfy(
              metrics ->
                  assertThat(metrics.keySet())
                      .anyMatch(name -> "of-file".equals(name.tags().get("client-id"))));
    }
    given.put("kafka.consumer.max.poll.interval.ms", "${file:%s:low}".formatted(file));
    assertThatThrownBy(() -> new KafkaClients(settings(given)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("drain.timeout.ms");
  }

  @Test
  void shouldRefuseToStartWithAPortThatKafkaIsNotOn() {
    try (SinkService service =
        new SinkService(settings(Map.of("startup.timeout.ms", "200", "http.port", "-1")))) {
      assertThatThrownBy(service::start)
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  // Nothing listens on port 1.
  private static Settings settings(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("bootstrap.servers", "127.0.0.1:1");
    return SinkSettings.of(all);
  }
}
