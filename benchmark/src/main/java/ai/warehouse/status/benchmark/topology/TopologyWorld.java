package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.TopicSetup;
import ai.warehouse.status.model.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in this JVM, which does nothing else while a contender is at work. */
final class TopologyWorld implements AutoCloseable {
  private final EmbeddedKafka kafka;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  TopologyWorld() {
    // What is left to compact would otherwise be compacted beside a contender's turn.
    String never = Long.toString(Duration.ofHours(1).toMillis());
    kafka = EmbeddedKafka.builder().properties(Map.of("log.cleaner.backoff.ms", never)).start();
    admin = Admin.create(Map.of("bootstrap.servers", brokers()));
    producer =
        new KafkaProducer<>(
            // As our publisher sends.
            Map.of("bootstrap.servers", brokers(), "linger.ms", "5", "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String brokers() {
    return kafka.bootstrapServers();
  }

  /** Creates the topics of a contender. */
  void createTopics(Contender contender, int partitions) {
    new TopicSetup(admin)
        .createMissing(new Topics(contender.prefix()).all(), partitions, (short) 1);
  }

  /** Sends an event to a contender. */
  void send(Contender contender, StatusEvent event) {
    byte[] key = contender.key(event).getBytes(StandardCharsets.UTF_8);
    producer.send(new ProducerRecord<>(contender.input(), key, StatusEventJson.write(event)));
  }

  /** Waits until all is stored that was sent. */
  void flush() {
    producer.flush();
  }

  /** Returns how many records a contender has committed. */
  long committed(Contender contender, String group) {
    return admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(contender.input()))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    kafka.close();
  }
}
