package ai.warehouse.status.benchmark.sink;

import static ai.warehouse.status.benchmark.Cluster.get;

import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A broker and a DynamoDB Local in JVMs of their own, and sinks between them. */
final class SinkWorld implements AutoCloseable {
  static final int PARTITIONS = 4;

  /** The sink's default, for events and for all else each. */
  static final int CONCURRENCY = 32;

  // Seldom enough that asking the broker is no load beside what is measured.
  private static final long POLL_MS = 200;

  final Cluster cluster;
  final EmbeddedDynamoDb dynamoDb;
  final Requests requests = new Requests();
  final DynamoDbAsyncClient client;
  final Producer<byte[], byte[]> producer;

  private int names;

  /**
   * Starts both.
   *
   * @param folder gets the broker's log and data
   */
  SinkWorld(Path folder) throws IOException, InterruptedException {
    cluster = Cluster.start(folder);
    dynamoDb = EmbeddedDynamoDb.start();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(2 * CONCURRENCY))
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(requests))
            .build();
    producer = cluster.producer();
  }

  /** Returns a name that was not there before, for topics, tables or groups. */
  String newName() {
    return "bench" + ++names;
  }

  /** Creates topics of their own. */
  Topics newTopics() {
    Topics topics = new Topics(newName() + "-");
    cluster.createTopics(topics, PARTITIONS);
    // Asks all leaders, and so waits until there are some.
    lag("none", topics.all().stream().map(Topic::name).toList());
    return topics;
  }

  /** Creates tables of their own. */
  Tables newTables() {
    Tables tables = new Tables(newName() + "-");
    new StatusModels(client, tables).ensure().join();
    return tables;
  }

  void drop(Tables tables) {
    new StatusModels(client, tables).drop().join();
  }

  /** Starts a sink on the world's own client. */
  SinkService start(Topics topics, Tables tables, String group, Map<String, String> more) {
    SinkService sink =
        new SinkService(
            SinkSettings.of(settings(topics, tables.prefix(), group, dynamoDb.endpoint(), more)),
            client);
    sink.start();
    return sink;
  }

  /** Returns a sink's settings. */
  Map<String, String> settings(
      Topics topics, String tables, String group, URI endpoint, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    settings.put("http.port", "-1");
    settings.put("topics.prefix", topics.prefix());
    settings.put("tables.prefix", tables);
    settings.put("group.id", group);
    settings.put("dynamodb.endpoint", endpoint.toString());
    settings.put("dynamodb.region", dynamoDb.region());
    settings.putAll(more);
    return settings;
  }

  /** Waits until a group has committed all there is. */
  void awaitCommitted(String group, Topics topics) throws InterruptedException {
    while (!hasCommitted(group, topics)) {
      Thread.sleep(POLL_MS);
    }
  }

  /** Returns whether a group has committed all there is. */
  boolean hasCommitted(String group, Topics topics) {
    List<String> read =
        List.of(
            topics.statusEvents().name(),
            topics.status().name(),
            topics.statusHead().name(),
            topics.statusCounter().name());
    return lag(group, read) == 0;
  }

  private long lag(String group, List<String> names) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> latest =
        get(cluster.admin().describeTopics(names).allTopicNames()).values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return get(cluster.admin().listOffsets(latest).all()).entrySet().stream()
        .mapToLong(
            end -> {
              OffsetAndMetadata position = committed.get(end.getKey());
              return end.getValue().offset() - (position == null ? 0 : position.offset());
            })
        .sum();
  }

  @Override
  public void close() {
    client.close();
    dynamoDb.close();
    cluster.close();
  }
}
