package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records at a steady rate: events in their places as workers do, by {@link
 * StatusEventPublisher}, other records by a producer of its own.
 */
final class RecordSender implements AutoCloseable {
  private final String topic;
  private final StatusEventPublisher publisher;
  private final Producer<byte[], byte[]> producer;
  private final long everyNanos;

  private record Sent(Entry entry, Future<?> stored) {}

  /**
   * Connects.
   *
   * @param rate records a second
   */
  RecordSender(String bootstrapServers, Topics topics, int rate) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    publisher = new StatusEventPublisher(settings, topics);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    topic = topics.statusEvents().name();
    everyNanos = TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** Sends records, and those that fail again, until all are stored. */
  void send(List<Entry> entries) throws InterruptedException {
    List<Entry> left = entries;
    while (!left.isEmpty()) {
      left = trySending(left);
    }
  }

  private List<Entry> trySending(List<Entry> entries) throws InterruptedException {
    List<Sent> sent = new ArrayList<>();
    long due = System.nanoTime();
    for (Entry entry : entries) {
      sent.add(new Sent(entry, trySending(entry)));
      due += everyNanos;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
    List<Entry> failed = new ArrayList<>();
    for (Sent each : sent) {
      try {
        each.stored.get();
      } catch (ExecutionException e) {
        System.out.printf("failed, to be sent again: %s%n", e.getCause());
        failed.add(each.entry);
      }
    }
    return failed;
  }

  private Future<?> trySending(Entry entry) {
    if (entry.good() && entry.partition() == null) {
      return publisher.publish(entry.event());
    }
    try {
      return producer.send(
          new ProducerRecord<>(topic, entry.partition(), entry.key(), entry.value()));
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public void close() {
    publisher.close(Duration.ofSeconds(5));
    producer.close(Duration.ofSeconds(5));
  }
}
