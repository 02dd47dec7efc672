package ai.warehouse.status.benchmark;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.TopicSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker in a JVM of its own, and clients of it for whoever measures. */
public final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MS = 20;

  private final ChildJvm broker;
  private final String bootstrapServers;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  private Cluster(ChildJvm broker, String bootstrapServers) {
    this.broker = broker;
    this.bootstrapServers = bootstrapServers;
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer =
        new KafkaProducer<>(
            // As our publisher sends.
            Map.of(
                "bootstrap.servers", bootstrapServers, "linger.ms", 5, "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * Starts one.
   *
   * @param folder gets its log and its data, and is to be deleted after it has been closed
   */
  public static Cluster start(Path folder) throws IOException, InterruptedException {
    Path address = folder.resolve("broker.address");
    ChildJvm broker =
        ChildJvm.start("broker", folder, BrokerMain.class, List.of(address.toString()));
    try {
      long begun = System.nanoTime();
      while (!Files.exists(address)) {
        Thread.sleep(POLL_MS);
        broker.checkAlive();
        if (System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw broker.failure("doesn't start");
        }
      }
      return new Cluster(broker, Files.readString(address));
    } catch (IOException | InterruptedException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Returns what clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Returns the broker's process id. */
  public long pid() {
    return broker.pid();
  }

  /** Returns a client that is closed with this. */
  public Admin admin() {
    return admin;
  }

  /** Returns a client that sends as our publisher does, and is closed with this. */
  public Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Creates the topics of an installation. */
  public void createTopics(Topics topics, int partitions) {
    new TopicSetup(admin).createMissing(topics.all(), partitions, (short) 1);
  }

  /** Returns how many records of a topic a group has committed. */
  public long committed(String group, String topic) {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topic))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  /** Waits for what the admin client was asked for. */
  public static <T> T get(KafkaFuture<T> answer) {
    return answer.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    broker.close();
  }
}
