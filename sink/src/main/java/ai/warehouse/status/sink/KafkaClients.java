package ai.warehouse.status.sink;

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
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the sink's Kafka clients from its settings. */
final class KafkaClients {
  // The guarantees rest on these, or they have keys of their own.
  private static final Set<String> NOT_PASSED_ON =
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
          AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private static final Client CONSUMER = new Client("consumer.", ConsumerConfig.configDef());
  private static final Client PRODUCER = new Client("producer.", ProducerConfig.configDef());
  private static final Client ADMIN = new Client("admin.", AdminClientConfig.configDef());

  private final Settings settings;
  private final KafkaKeys passedOn;

  /**
   * Prepares clients.
   *
   * @throws ConfigurationException if something is passed on that can't be, or that doesn't fit the
   *     sink's own keys
   */
  KafkaClients(Settings settings) {
    this.settings = settings;
    this.passedOn =
        new KafkaKeys(
            settings, SinkSettings.KAFKA_PREFIX, List.of(CONSUMER, PRODUCER, ADMIN), NOT_PASSED_ON);
    refuseToDrainLongerThanAPollMayTake();
  }

  // Draining goes on inside a poll, and a consumer that polls no more loses its partitions.
  private void refuseToDrainLongerThanAPollMayTake() {
    String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    int interval = (Integer) passedOn.valueOf(CONSUMER, name);
    if (SinkSettings.drainTimeout(settings).toMillis() >= interval) {
      throw settings.invalid(
          SinkSettings.DRAIN_TIMEOUT_MS,
          "must be less than the consumer's %s, which is %s".formatted(name, interval));
    }
  }

  Admin admin() {
    return Admin.create(common(ADMIN, ""));
  }

  KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.putAll(common(CONSUMER, ""));
    config.put(ConsumerConfig.GROUP_ID_CONFIG, SinkSettings.groupId(settings));
    config.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.getInt(SinkSettings.MAX_POLL_RECORDS));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> deadLetterProducer() {
    // Two clients of one id would share one set of metrics.
    Map<String, Object> config = common(PRODUCER, "-dead-letters");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    // On a topic just created a second request may overtake the first, which then is out of
    // sequence until it expires (KAFKA-15591).
    config.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_UNCOMPRESSED_BYTES);
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Topics.MAX_UNCOMPRESSED_BYTES);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> common(Client kind, String role) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, SinkSettings.groupId(settings) + role);
    config.putAll(passedOn.of(kind));
    config.put(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.getList(CommonSettings.BOOTSTRAP_SERVERS));
    return config;
  }
}
