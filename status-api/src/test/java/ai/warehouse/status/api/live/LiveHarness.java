package ai.warehouse.status.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * What is live, between a real broker and a real database, with topics and tables of its own; a
 * test writes both, as the processor and the sink would.
 */
final class LiveHarness implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(3);

  final StatusModels models;

  private final Topics topics;
  private final String bootstrapServers;
  private final DynamoDbAsyncClient direct;
  private final DynamoDbAsyncClient dynamoDb;
  private final TableReader tables;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Live> started = new ArrayList<>();

  /**
   * Prepares topics and tables.
   *
   * @param database where the test writes
   * @param seen where what is live finds the database
   */
  LiveHarness(String name, KafkaServer kafka, URI database, URI seen) {
    topics = new Topics(name + ".");
    bootstrapServers = kafka.bootstrapServers();
    direct = client(database);
    dynamoDb = client(seen);
    Tables names = new Tables(name + "-");
    models = new StatusModels(direct, names);
    models.ensure().join();
    tables = new TableReader(new StatusModels(dynamoDb, names));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .createTopics(
              topics.all().stream()
                  .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                  .toList())
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", 60_000, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static DynamoDbAsyncClient client(URI endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(config -> config.apiCallTimeout(DATABASE_TIMEOUT))
        .build();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  /** Begins, and returns at once. */
  Live start() {
    Live live =
        new Live(
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    bootstrapServers,
                    "isolation.level",
                    "read_committed",
                    "auto.offset.reset",
                    "earliest",
                    "allow.auto.create.topics",
                    false,
                    "metadata.max.age.ms",
                    1_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            topics,
            tables,
            Duration.ofMinutes(30));
    started.add(live);
    live.start();
    return live;
  }

  Live startAndAwait() {
    Live live = start();
    await().until(live::isReady);
    return live;
  }

  void store(Status status) {
    models.statuses().create(status).join();
    models.statusHeads().create(StatusHead.of(status, status.revision())).join();
  }

  void store(StatusEvent event) {
    models.statusEvents().create(event).join();
  }

  void publish(Status status) {
    StatusHead head = StatusHead.of(status, status.revision());
    send(topics.status().name(), null, status.key().toString(), StatusJson.write(status));
    send(topics.statusHead().name(), null, head.key().toString(), StatusHeadJson.write(head));
  }

  void publish(StatusEvent event) {
    String key = event.key().packageKey().toString();
    send(topics.statusEvents().name(), null, key, StatusEventJson.write(event));
  }

  /** Publishes an event where a foreign client may put it, but the default partitioner doesn't. */
  void misplace(StatusEvent event) {
    int right = Placement.partitionOf(event.key().packageKey(), PARTITIONS);
    send(
        topics.statusEvents().name(),
        (right + 1) % PARTITIONS,
        "foreign",
        StatusEventJson.write(event));
  }

  void publishJunk() {
    send(topics.status().name(), null, "junk", "{".getBytes(UTF_8));
  }

  private void send(String topic, Integer partition, String key, byte[] value) {
    try {
      producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value)).get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    started.forEach(Live::close);
    producer.close(Duration.ZERO);
    dynamoDb.close();
    direct.close();
  }
}
