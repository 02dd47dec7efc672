package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the events of build workers, idempotently and acknowledged by all replicas; may be used
 * from many threads.
 */
public final class StatusEventPublisher implements AutoCloseable {
  private final Producer<PackageKey, byte[]> producer;
  private final String topic;
  private final Clock clock;

  /**
   * Connects to a cluster.
   *
   * @param settings Kafka producer settings; {@code bootstrap.servers} is required
   */
  public StatusEventPublisher(Map<String, ?> settings, Topics topics) {
    this(
        new KafkaProducer<>(
            withDefaults(settings),
            ModelSerdes.packageKey().serializer(),
            new ByteArraySerializer()),
        topics,
        Clock.systemUTC());
  }

  StatusEventPublisher(Producer<PackageKey, byte[]> producer, Topics topics, Clock clock) {
    this.producer = producer;
    this.topic = topics.statusEvents().name();
    this.clock = clock;
  }

  private static Map<String, Object> withDefaults(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.CLIENT_ID_CONFIG, "status-event-publisher");
    all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    all.putAll(settings);
    // Not for the caller to change: without them an acknowledged event may be lost or overtaken.
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return all;
  }

  /**
   * Publishes one event.
   *
   * @return where it is stored, once all in-sync replicas have it; fails with Kafka's exception
   */
  public CompletableFuture<RecordMetadata> publish(StatusEvent event) {
    PackageKey key = event.key().packageKey();
    CompletableFuture<RecordMetadata> stored = new CompletableFuture<>();
    try {
      producer.send(
          new ProducerRecord<>(topic, key, StatusEventJson.write(event)),
          (metadata, failure) -> complete(stored, metadata, failure));
    } catch (KafkaException | IllegalStateException e) {
      stored.completeExceptionally(e); // closed, or too much is waiting to be sent
    }
    return stored;
  }

  private static void complete(
      CompletableFuture<RecordMetadata> stored, RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      stored.complete(metadata);
    } else {
      stored.completeExceptionally(failure);
    }
  }

  /** Speaks about one build. */
  public BuildReporter build(BuildKey build) {
    return new BuildReporter(this, build, null, clock);
  }

  /** Waits until everything published so far is stored or has failed. */
  public void flush() {
    producer.flush();
  }

  /** Flushes and disconnects. */
  @Override
  public void close() {
    producer.close();
  }
}
