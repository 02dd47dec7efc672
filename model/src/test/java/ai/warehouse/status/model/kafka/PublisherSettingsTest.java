package ai.warehouse.status.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.PackageKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the publisher makes of its caller's producer settings, seen through an interceptor. */
class PublisherSettingsTest {
  private static final AtomicReference<Map<String, Object>> SEEN = new AtomicReference<>();

  @Test
  void shouldAlwaysWaitForAllReplicasIdempotently() {
    Map<String, Object> seen = settings(Map.of("acks", "0", "enable.idempotence", "false"));

    assertThat(seen).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
  }

  @Test
  void shouldHaveDefaultsForTheRest() {
    assertThat(settings(Map.of()))
        .containsEntry("client.id", "status-event-publisher")
        .containsEntry("linger.ms", 5)
        .containsEntry("compression.type", "lz4")
        .containsEntry("max.request.size", 8 * 1024 * 1024)
        .containsEntry("max.block.ms", 10_000)
        .containsEntry("max.in.flight.requests.per.connection", 1)
        .containsEntry("metadata.recovery.strategy", "none");
  }

  @Test
  void shouldLetTheCallerSetTheRest() {
    assertThat(
            settings(
                Map.of("client.id", "worker-1", "linger.ms", 0, "retries", 7, "max.block.ms", 1)))
        .containsEntry("client.id", "worker-1")
        .containsEntry("linger.ms", 0)
        .containsEntry("retries", 7)
        .containsEntry("max.block.ms", 1);
  }

  @Test
  void shouldAlwaysUseTheDefaultPartitioner() {
    Map<String, Object> seen =
        settings(
            Map.of(
                "partitioner.class",
                RoundRobinPartitioner.class.getName(),
                "partitioner.ignore.keys",
                "true"));

    assertThat(seen)
        .doesNotContainKey("partitioner.class")
        .containsEntry("partitioner.ignore.keys", "false");
  }

  @Test
  void shouldNotMindTheCallersSerializers() {
    String serializer = IntegerSerializer.class.getName();

    settings(Map.of("key.serializer", serializer, "value.serializer", serializer));
  }

  @Test
  void shouldRefuseTransactions() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> settings(Map.of("transactional.id", "worker")))
        .withMessageContaining("transactional.id")
        .withMessageContaining("not published in transactions");
  }

  @ParameterizedTest
  @CsvSource({"retries, 0", "max.in.flight.requests.per.connection, 6"})
  void shouldRefuseWhatConflictsWithIdempotence(String setting, String value) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> settings(Map.of(setting, value)))
        .withMessageContaining(setting);
  }

  @Test
  void shouldRequireBootstrapServers() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new StatusEventPublisher(Map.of(), new Topics("")))
        .withMessageContaining("bootstrap.servers");
  }

  private static Map<String, Object> settings(Map<String, Object> given) {
    Map<String, Object> all = new HashMap<>(given);
    all.put("bootstrap.servers", "127.0.0.1:1");
    all.put("interceptor.classes", Spy.class.getName());
    new StatusEventPublisher(all, new Topics("")).close();
    return SEEN.get();
  }

  /** Notes the settings that it is configured with. */
  public static final class Spy implements ProducerInterceptor<PackageKey, byte[]> {
    @Override
    public void configure(Map<String, ?> settings) {
      SEEN.set(new HashMap<>(settings));
    }

    @Override
    public ProducerRecord<PackageKey, byte[]> onSend(ProducerRecord<PackageKey, byte[]> sent) {
      return sent;
    }

    @Override
    public void close() {}
  }
}
