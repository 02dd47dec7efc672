package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.benchmark.ProcessorJvm;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The whole system: broker, processor and database in processes of their own, the sink in this one,
 * where it can be looked at.
 */
final class LatencyWorld implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final int CONNECTIONS = 64;
  private static final Topics TOPICS = new Topics("");
  private static final Tables TABLES = new Tables("");

  private final Cluster cluster;
  private final EmbeddedDynamoDb dynamoDb;
  private final DynamoDbAsyncClient client;
  private final Settings sinkSettings;
  private final SinkService sink;
  private final ChildJvm processor;
  private final StatusEventPublisher publisher;

  /**
   * Starts it all.
   *
   * @param folder gets the processor's and the broker's logs and data
   */
  LatencyWorld(Arrivals arrivals, Path folder) throws IOException, InterruptedException {
    cluster = Cluster.start(folder);
    dynamoDb = EmbeddedDynamoDb.start();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(CONNECTIONS))
            .overrideConfiguration(settings -> settings.addExecutionInterceptor(arrivals))
            .build();
    cluster.createTopics(TOPICS, PARTITIONS);
    new StatusModels(client, TABLES).ensure().join();
    processor =
        ProcessorJvm.start(
            "processor", folder, Map.of("bootstrap.servers", cluster.bootstrapServers()));
    sinkSettings =
        SinkSettings.of(Map.of("bootstrap.servers", cluster.bootstrapServers(), "http.port", "-1"));
    sink = new SinkService(sinkSettings, client);
    sink.start();
    publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", cluster.bootstrapServers()), TOPICS);
  }

  /** Returns a setting of the sink, in milliseconds. */
  long sinkMillis(String key) {
    return sinkSettings.getLong(key);
  }

  void publish(StatusEvent event) {
    publisher.publish(event);
  }

  void checkAlive() {
    processor.checkAlive();
    if (sink.termination().isDone()) {
      sink.termination().join();
    }
  }

  /** Returns an exception that says what is wrong. */
  IllegalStateException failure(String what) {
    return processor.failure(what);
  }

  @Override
  public void close() {
    publisher.close();
    sink.close();
    processor.close();
    client.close();
    dynamoDb.close();
    cluster.close();
  }
}
