package ai.warehouse.status.model.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which producer settings are the caller's to choose, and which the publisher's promises decide.
 */
final class PublisherSettings {
  private static final Logger LOG = LoggerFactory.getLogger(PublisherSettings.class);

  private static final Map<String, Object> DEFAULTS =
      Map.of(
          ProducerConfig.CLIENT_ID_CONFIG,
          "status-event-publisher",
          ProducerConfig.LINGER_MS_CONFIG,
          5,
          ProducerConfig.COMPRESSION_TYPE_CONFIG,
          "lz4",
          // Kafka's own 1 MB counts an event uncompressed, and the log of a failed build may be
          // longer; the broker judges what is left of it when compressed.
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          8 * Topics.MAX_EVENT_BYTES,
          // Kafka's own minute would stop a build for as long whenever the brokers are gone.
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          10_000,
          // On a topic just created, a second request may overtake the first, whose events are then
          // refused as out of order until they time out (KAFKA-15591).
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          1,
          // Else an outage of all brokers makes the client forget the topic, so that publishing
          // blocks and fails instead of putting events into the buffer. Clients before 3.8 have
          // neither this setting nor the class of its values.
          CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
          "none");

  // Without these an acknowledged event may be lost or stored twice, or lie where it is no use.
  private static final Map<String, String> FIXED =
      Map.of(
          ProducerConfig.ACKS_CONFIG, "all",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, "false");

  private PublisherSettings() {}

  /**
   * Completes the caller's settings.
   *
   * @throws ConfigException if {@code transactional.id} is among them: there are no transactions
   */
  static Map<String, Object> complete(Map<String, ?> given) {
    Object transactionalId = given.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    if (transactionalId != null) {
      throw new ConfigException(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          transactionalId,
          "events are not published in transactions");
    }
    Map<String, Object> all = new HashMap<>(DEFAULTS);
    all.putAll(given);
    FIXED.forEach((name, value) -> fix(name, value, all.put(name, value)));
    fix(
        ProducerConfig.PARTITIONER_CLASS_CONFIG,
        "the default",
        all.remove(ProducerConfig.PARTITIONER_CLASS_CONFIG));
    return all;
  }

  private static void fix(String name, String value, @Nullable Object given) {
    if (given != null && !value.equals(given.toString())) {
      // Not as key-values: a worker may have SLF4J 1.7, which knows none.
      LOG.warn(
          "Publisher setting {}={} ignored for {}, as the publisher's promises depend on it",
          name,
          given,
          value);
    }
  }
}
