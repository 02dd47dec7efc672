package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.TopicSetup;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorMain;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The whole system: processor and database in processes of their own, broker and sink in this one,
 * where the sink can be looked at.
 */
final class LatencyWorld implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final int CONNECTIONS = 64;
  private static final Topics TOPICS = new Topics("");
  private static final Tables TABLES = new Tables("");

  private final EmbeddedKafka kafka;
  private final EmbeddedDynamoDb dynamoDb;
  private final DynamoDbAsyncClient client;
  private final Settings sinkSettings;
  private final SinkService sink;
  private final ChildJvm processor;
  private final StatusEventPublisher publisher;

  /**
   * Starts it all.
   *
   * @param folder gets the processor's log and state
   */
  LatencyWorld(Arrivals arrivals, Path folder) throws IOException {
    kafka = EmbeddedKafka.start();
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
    try (Admin admin = Admin.create(brokers())) {
      new TopicSetup(admin).createMissing(TOPICS.all(), PARTITIONS, (short) 1);
    }
    new StatusModels(client, TABLES).ensure().join();
    processor =
        ChildJvm.start(
            "processor",
            folder,
            ProcessorMain.class,
            Stream.of(
                    "bootstrap.servers=" + kafka.bootstrapServers(),
                    "state.dir=" + folder.resolve("state"),
                    "topics.replicas=1",
                    "http.port=-1")
                .flatMap(each -> Stream.of("--set", each))
                .toList());
    sinkSettings =
        SinkSettings.of(Map.of("bootstrap.servers", kafka.bootstrapServers(), "http.port", "-1"));
    sink = new SinkService(sinkSettings, client);
    sink.start();
    publisher = new StatusEventPublisher(brokers(), TOPICS);
  }

  private Map<String, Object> brokers() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
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
    kafka.close();
  }
}
