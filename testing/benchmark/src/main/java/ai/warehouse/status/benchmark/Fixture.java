package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * A Kafka broker and DynamoDB Local in JVMs of their own, and sinks between both in this JVM, whose
 * requests can be observed.
 */
public final class Fixture implements AutoCloseable {
  // The sink's default, for events and for snapshots each.
  private static final int CONCURRENCY = 32;

  private final BrokerJvm broker;
  private final EmbeddedDynamoDb dynamoDb;
  private final DynamoDbAsyncClient client;
  private int names;

  /**
   * Starts both servers.
   *
   * @param observers see all requests of the client, and so those of the sinks
   */
  public Fixture(ExecutionInterceptor... observers) throws InterruptedException {
    broker = BrokerJvm.start();
    dynamoDb = EmbeddedDynamoDb.start();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(2 * CONCURRENCY))
            .overrideConfiguration(settings -> settings.executionInterceptors(List.of(observers)))
            .build();
  }

  /** Returns the broker. */
  public BrokerJvm broker() {
    return broker;
  }

  /** Returns the database. */
  public EmbeddedDynamoDb dynamoDb() {
    return dynamoDb;
  }

  /** Creates empty topics with a prefix of their own. */
  public Topics newTopics() {
    return broker.createTopics(newName() + "-");
  }

  /** Creates empty tables with a prefix of their own. */
  public Tables newTables() {
    Tables tables = new Tables(newName() + "-");
    new StatusModels(client, tables).ensure().join();
    return tables;
  }

  /** Deletes all items. */
  public void empty(Tables tables) {
    StatusModels models = new StatusModels(client, tables);
    models.drop().join();
    models.ensure().join();
  }

  /** Returns how many bytes the items of each table have, by name without prefix. */
  public Map<String, Double> bytes(Tables tables) {
    Map<String, Double> bytes = new HashMap<>();
    for (Table<?> table : tables.all()) {
      double size =
          client
              .describeTable(asked -> asked.tableName(table.name()))
              .join()
              .table()
              .tableSizeBytes();
      bytes.put(table.name().substring(tables.prefix().length()), size);
    }
    return bytes;
  }

  private String newName() {
    return "bench" + ++names;
  }

  /** Starts a sink with the defaults. */
  public SinkService startSink(Topics topics, Tables tables) {
    SinkService sink =
        new SinkService(
            SinkSettings.of(
                Map.of(
                    "bootstrap.servers", broker.bootstrapServers(),
                    "http.port", "-1",
                    "topics.prefix", topics.prefix(),
                    "tables.prefix", tables.prefix())),
            client);
    sink.start();
    return sink;
  }

  /**
   * Waits until a stream processor and a sink with default groups have committed, and so stored,
   * all that was published.
   *
   * @param check throws if that can't happen any more
   */
  public void awaitStored(Topics topics, Runnable check) throws InterruptedException {
    String service = topics.prefix() + "warehouse-status-";
    String events = topics.statusEvents().name();
    broker.awaitCommitted(service + "processor", List.of(events), check);
    List<String> all =
        List.of(
            events,
            topics.status().name(),
            topics.statusHead().name(),
            topics.statusCounter().name());
    broker.awaitCommitted(service + "sink", all, check);
  }

  @Override
  public void close() {
    client.close();
    dynamoDb.close();
    broker.close();
  }
}
