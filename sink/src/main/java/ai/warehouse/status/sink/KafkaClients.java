package ai.warehouse.status.sink;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the sink's Kafka clients from its settings. */
final class KafkaClients {
  private static final String CLIENT_ID = "warehouse-status-sink";

  // What the guarantees rest on, or has a key of its own.
  private static final Set<String> NOT_PASSED_THROUGH =
      Set.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private final Settings settings;
  private final Map<String, String> passedThrough;

  /**
   * Prepares clients.
   *
   * @throws ConfigurationException if a setting is passed through that the sink makes itself
   */
  KafkaClients(Settings settings) {
    this.settings = settings;
    this.passedThrough = settings.passThrough(SinkSettings.KAFKA_PREFIX);
    for (String name : passedThrough.keySet()) {
      if (NOT_PASSED_THROUGH.contains(name)) {
        throw settings.invalid(SinkSettings.KAFKA_PREFIX + name, "is set by the sink itself");
      }
    }
  }

  Admin admin() {
    return Admin.create(common(AdminClientConfig.configNames()));
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.putAll(common(ConsumerConfig.configNames()));
    config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.getString(SinkSettings.GROUP_ID));
    config.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.getInt(SinkSettings.MAX_POLL_RECORDS));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> deadLetterProducer() {
    Map<String, Object> config = common(ProducerConfig.configNames());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_UNCOMPRESSED_BYTES);
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Topics.MAX_UNCOMPRESSED_BYTES);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Leaves out what is for another kind of client only, about which this kind would warn. */
  private Map<String, Object> common(Set<String> known) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
    passedThrough.forEach(
        (name, value) -> {
          if (known.contains(name) || !isKnownToAny(name)) {
            config.put(name, value);
          }
        });
    config.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.getList(CommonSettings.BOOTSTRAP_SERVERS));
    return config;
  }

  private static boolean isKnownToAny(String name) {
    return ConsumerConfig.configNames().contains(name)
        || ProducerConfig.configNames().contains(name)
        || AdminClientConfig.configNames().contains(name);
  }
}
