package ai.warehouse.status.api;

import ai.warehouse.status.api.publish.EventPublishing;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.KafkaKeys.Client;
import ai.warehouse.status.service.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Creates the service's Kafka clients from its settings. */
final class KafkaClients {
  private static final String NAME = "warehouse-status-api";

  /** Within which new partitions are noticed. */
  private static final int METADATA_MAX_AGE_MS = 30_000;

  // What is followed, and how long publishing may take, rests on these; or they have keys of their
  // own.
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.BUFFER_MEMORY_CONFIG);

  private static final Client CONSUMER = new Client("consumer.", ConsumerConfig.configDef());
  private static final Client PRODUCER = new Client("producer.", ProducerConfig.configDef());
  private static final Client ADMIN = new Client("admin.", AdminClientConfig.configDef());

  private final Settings settings;
  private final KafkaKeys passedOn;

  /**
   * Prepares clients.
   *
   * @throws ConfigurationException if something is passed on that can't be
   */
  KafkaClients(Settings settings) {
    this.settings = settings;
    this.passedOn =
        new KafkaKeys(
            settings, ApiSettings.KAFKA_PREFIX, List.of(CONSUMER, PRODUCER, ADMIN), NOT_PASSED_ON);
  }

  Admin admin() {
    return Admin.create(common(ADMIN));
  }

  /** Returns a consumer without group, which commits nothing. */
  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = common(CONSUMER);
    config.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  StatusEventPublisher publisher(Topics topics) {
    Map<String, Object> config = common(PRODUCER);
    config.putAll(EventPublishing.producerSettings());
    return new StatusEventPublisher(config, topics);
  }

  private Map<String, Object> common(Client kind) {
    Map<String, Object> config = new HashMap<>();
    config.put(
        ConsumerConfig.CLIENT_ID_CONFIG, settings.getString(CommonSettings.TOPICS_PREFIX) + NAME);
    config.putAll(passedOn.of(kind));
    config.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.getList(CommonSettings.BOOTSTRAP_SERVERS));
    return config;
  }
}
