package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Sinks between a real broker and a real database, with topics, tables and a group of their own.
 */
final class SinkHarness implements AutoCloseable {
  // For the sink's own client, which finds them there as on a developer's machine.
  private static final String ACCESS_KEY = "aws.accessKeyId";
  private static final String SECRET_KEY = "aws.secretAccessKey";

  final Topics topics;
  final Tables tables;
  final String group;
  final Admin admin;
  final DynamoDbAsyncClient dynamoDb;

  private final String bootstrapServers;
  private final URI endpoint;
  private final KafkaProducer<byte[], byte[]> producer;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<SinkService> sinks = new ArrayList<>();

  SinkHarness(String name, KafkaServer kafka, URI endpoint) {
    topics = new Topics(name + ".");
    tables = new Tables(name + "-");
    group = "sink-" + name;
    bootstrapServers = kafka.bootstrapServers();
    this.endpoint = endpoint;
    System.setProperty(ACCESS_KEY, "local");
    System.setProperty(SECRET_KEY, "local");
    dynamoDb = client(endpoint);
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer = producer(Map.of());
  }

  SinkHarness(String name, KafkaServer kafka, DynamoDbServer dynamoDb) {
    this(name, kafka, dynamoDb.endpoint());
  }

  /** Returns a client of a local DynamoDB, to be closed by the caller. */
  static DynamoDbAsyncClient client(URI endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    all.put("max.request.size", 2 * Topics.MAX_EVENT_BYTES);
    // On a topic just created a second request may overtake the first, which then never gets there.
    all.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Starts a sink that makes its own client and creates the tables. */
  SinkService start(Map<String, String> settings) {
    SinkService sink = create(settings);
    sink.start();
    return sink;
  }

  /** Creates a sink that makes its own client, and is closed with this. */
  SinkService create(Map<String, String> settings) {
    SinkService sink = new SinkService(SinkSettings.of(settings(settings)));
    sinks.add(sink);
    return sink;
  }

  /** Returns these settings and all others that a sink needs. */
  Map<String, String> settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", bootstrapServers);
    all.put("http.port", "0");
    all.put("topics.prefix", topics.prefix());
    all.put("topics.partitions", "2");
    all.put("topics.replicas", "1");
    all.put("tables.prefix", tables.prefix());
    all.put("tables.create", "true");
    all.put("group.id", group);
    all.put("dynamodb.endpoint", endpoint.toString());
    all.put("dynamodb.region", "us-east-1");
    all.putAll(settings);
    return all;
  }

  StatusModels models() {
    return new StatusModels(dynamoDb, tables);
  }

  /** Sends a record, and returns when it is there. */
  RecordMetadata send(Topic<?, ?> topic, String key, byte[] value) {
    return get(producer.send(new ProducerRecord<>(topic.name(), Samples.utf8(key), value)));
  }

  /** Sends records, each key's in their order, and returns when they are there. */
  void sendAll(List<Row> rows) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Row row : rows) {
      sent.add(
          producer.send(new ProducerRecord<>(row.topic(), Samples.utf8(row.key()), row.value())));
    }
    sent.forEach(SinkHarness::get);
  }

  /** Returns a table's items by hash key and, for events, range key. */
  Map<ItemWrite.Id, Map<String, AttributeValue>> items(String table) {
    Map<ItemWrite.Id, Map<String, AttributeValue>> items = new HashMap<>();
    dynamoDb
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .subscribe(item -> items.put(ItemWrite.Id.of(table, item), item))
        .join();
    return items;
  }

  /** Returns how many positions lie between what the group has committed and the topics' ends. */
  long lag() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return ends(topics.statusEvents(), topics.status(), topics.statusHead(), topics.statusCounter())
        .entrySet()
        .stream()
        .mapToLong(end -> end.getValue().offset() - position(committed.get(end.getKey())))
        .sum();
  }

  private static long position(OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  /** Returns how many records were ever sent to a topic. */
  long end(Topic<?, ?> topic) {
    return ends(topic).values().stream().mapToLong(end -> end.offset()).sum();
  }

  /** Waits for so many dead letters, and checks that there are no more. */
  List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Set<TopicPartition> partitions = ends(topics.deadLetter()).keySet();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(letters::add);
                return letters.size() >= count;
              });
    }
    assertThat(end(topics.deadLetter())).isEqualTo(count);
    return letters;
  }

  private Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends(Topic<?, ?>... of) {
    List<String> names = Stream.of(of).map(topic -> topic.name()).toList();
    Map<TopicPartition, OffsetSpec> latest =
        get(admin.describeTopics(names).allTopicNames()).values().stream()
            .flatMap(SinkHarness::partitions)
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all());
  }

  private static Stream<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition()));
  }

  /** Returns the ids of the group's members. */
  List<String> members() {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
        .map(member -> member.consumerId())
        .toList();
  }

  /** Returns how many members of the group have something to read. */
  long membersWithPartitions() {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .count();
  }

  HttpResponse<String> http(SinkService sink, String path) {
    URI uri = URI.create("http://127.0.0.1:" + sink.httpPort() + path);
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isReady(SinkService sink) {
    return http(sink, "/health/ready").statusCode() == 200;
  }

  static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static <T> T get(KafkaFuture<T> future) {
    return get(future.toCompletionStage().toCompletableFuture());
  }

  @Override
  public void close() {
    sinks.forEach(SinkService::close);
    producer.close();
    admin.close();
    dynamoDb.close();
    System.clearProperty(ACCESS_KEY);
    System.clearProperty(SECRET_KEY);
  }
}
