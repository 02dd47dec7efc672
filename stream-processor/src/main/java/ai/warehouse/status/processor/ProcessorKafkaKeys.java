package ai.warehouse.status.processor;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.KafkaKeys.Client;
import ai.warehouse.status.service.Settings;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** The keys that the processor passes on to Kafka Streams and its clients, and those refused. */
final class ProcessorKafkaKeys {
  static final Client ADMIN = new Client("admin.", AdminClientConfig.configDef());

  private static final Client CONSUMER =
      new Client(StreamsConfig.CONSUMER_PREFIX, consumerDefinition());

  private static final List<Client> CLIENTS =
      List.of(
          new Client("", StreamsConfig.configDef()),
          CONSUMER,
          new Client(StreamsConfig.MAIN_CONSUMER_PREFIX, CONSUMER.definition(), CONSUMER),
          new Client(StreamsConfig.RESTORE_CONSUMER_PREFIX, CONSUMER.definition(), CONSUMER),
          new Client(StreamsConfig.GLOBAL_CONSUMER_PREFIX, CONSUMER.definition(), CONSUMER),
          new Client(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configDef()),
          ADMIN,
          // Names chosen by the operator, for the assignment of standby replicas.
          new Client(StreamsConfig.CLIENT_TAG_PREFIX, null),
          // Settings of the internal topics: the brokers refuse unknown ones.
          new Client(StreamsConfig.TOPIC_PREFIX, null));

  // Keys that the processor has itself, that the guarantees rest on, or that the topology sets.
  private static final Set<String> REFUSED =
      Set.of(
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
          StreamsConfig.APPLICATION_ID_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.REPLICATION_FACTOR_CONFIG,
          StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
          StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG,
          StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
          StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
          StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
          StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG,
          StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
          StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
          "default.deserialization.exception.handler",
          "default.production.exception.handler",
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG);

  private ProcessorKafkaKeys() {}

  // Kafka Streams has its own group.protocol, of other values, and keeps it from its consumers.
  private static ConfigDef consumerDefinition() {
    ConfigDef definition = new ConfigDef();
    ConsumerConfig.configDef().configKeys().values().stream()
        .filter(key -> !key.name.equals(ConsumerConfig.GROUP_PROTOCOL_CONFIG))
        .forEach(definition::define);
    return definition;
  }

  /**
   * Returns the keys that are passed on.
   *
   * @throws ConfigurationException if one can't be
   */
  static KafkaKeys of(Settings settings) {
    return new KafkaKeys(settings, ProcessorSettings.KAFKA_PREFIX, CLIENTS, REFUSED);
  }
}
