package ai.warehouse.status.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.PackageKey;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** What the publisher makes of its caller's producer settings, seen through an interceptor. */
class PublisherSettingsTest {
  private static final AtomicReference<Map<String, Object>> SEEN = new AtomicReference<>();

  @Test
  void shouldAlwaysWaitForAllReplicasIdempotently() {
    Map<String, Object> seen = settings(Map.of("acks", "0", "enable.idempotence", "false"));

    assertThat(seen).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
  }

  @Test
  void shouldHaveDefaultsForTheRest() {
    assertThat(settings(Map.of()))
        .containsEntry("client.id", "status-event-publisher")
        .containsEntry("linger.ms", 5)
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void shouldLetTheCallerSetTheRest() {
    assertThat(settings(Map.of("client.id", "worker-1", "linger.ms", 0, "retries", 7)))
        .containsEntry("client.id", "worker-1")
        .containsEntry("linger.ms", 0)
        .containsEntry("retries", 7);
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
