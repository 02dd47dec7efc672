package ai.warehouse.status.processor;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.RandomHistories;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes to {@code status-events}, and knows what it has published and where that lies. */
final class EventLog implements AutoCloseable {
  private static final long TIMESTAMP = RandomHistories.LATEST.toEpochMilli();

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final List<Sent> sent = new ArrayList<>();
  private final List<String> garbage = new ArrayList<>();

  private record Sent(StatusEvent event, Future<RecordMetadata> place) {}

  /** An event and where it lies. */
  record Entry(StatusEvent event, int partition, long offset) {}

  EventLog(String bootstrapServers, Topics topics, int partitions) {
    this.topic = topics.statusEvents().name();
    this.partitions = partitions;
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends events on their way, each to its right partition. */
  void publishInPlace(List<StatusEvent> events) {
    for (StatusEvent event : events) {
      send(event, null, utf8(event.key().packageKey().toString()));
    }
  }

  /** Sends events on their way, half of them without a key to partitions at random. */
  void publishAnywhere(List<StatusEvent> events, Random random) {
    for (StatusEvent event : events) {
      if (random.nextBoolean()) {
        send(event, random.nextInt(partitions), null);
      } else {
        send(event, null, utf8(event.key().packageKey().toString()));
      }
    }
  }

  /**
   * Sends an event on its way to each partition: when all have arrived, all before them have.
   *
   * @return the packages of these events, which have no others
   */
  Set<PackageKey> publishLast() {
    Set<PackageKey> packages = new HashSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      PackageKey key = packageOf(partition, "last");
      BuildKey build = new BuildKey(key.pkg(), key.env(), "1.0.0");
      send(
          StatusEvent.builder().key(build).createdAt(RandomHistories.LATEST).build(),
          partition,
          null);
      packages.add(key);
    }
    return packages;
  }

  private PackageKey packageOf(int partition, String prefix) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new PackageKey(prefix + "-" + i, "production"))
        .filter(key -> Placement.partitionOf(key, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** Sends records on their way that are no events. */
  void publishGarbage(int count) {
    for (int i = 0; i < count; i++) {
      String text = "garbage " + garbage.size();
      garbage.add(text);
      producer.send(new ProducerRecord<>(topic, utf8(text)));
    }
  }

  private void send(StatusEvent event, Integer partition, byte[] key) {
    sent.add(
        new Sent(
            event,
            producer.send(
                new ProducerRecord<>(
                    topic, partition, TIMESTAMP, key, StatusEventJson.write(event)))));
  }

  /** All events so far, as often as they were published. */
  List<StatusEvent> events() {
    return sent.stream().map(Sent::event).toList();
  }

  /** All garbage so far. */
  List<String> garbage() {
    return List.copyOf(garbage);
  }

  /** All events so far with their places, in no special order; waits until all are stored. */
  List<Entry> entries() {
    producer.flush();
    List<Entry> entries = new ArrayList<>();
    for (Sent each : sent) {
      RecordMetadata place = place(each);
      entries.add(new Entry(each.event(), place.partition(), place.offset()));
    }
    return entries;
  }

  private static RecordMetadata place(Sent sent) {
    try {
      return sent.place().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while publishing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event was not stored", e.getCause());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
