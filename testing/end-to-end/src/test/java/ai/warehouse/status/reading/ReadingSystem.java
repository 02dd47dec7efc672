package ai.warehouse.status.reading;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TemporaryFolder;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The whole, from publisher to HTTP: a broker, a database, the processor, a sink that can be
 * stopped, and any number of status-api, which alone meet the faults of {@link #database}.
 */
final class ReadingSystem implements AutoCloseable {
  static final String TOKEN = "what-workers-publish-with";

  final StatusModels models;
  final FaultProxy database;
  final StatusEventPublisher publisher;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final String bootstrapServers;
  private final DynamoDbServer dynamoDb;
  private final DynamoDbAsyncClient client;
  private SinkService sink;
  private ApiService api;

  ReadingSystem() {
    this(TestServers.startKafka(), TestServers.startDynamoDb());
  }

  /** Takes both servers, and closes them. */
  ReadingSystem(KafkaServer kafka, DynamoDbServer dynamoDb) {
    this.dynamoDb = dynamoDb;
    bootstrapServers = opened(kafka).bootstrapServers();
    database = opened(new FaultProxy(opened(dynamoDb).endpoint()));
    // As on a developer's machine, for the clients that status-api makes.
    System.setProperty("aws.accessKeyId", dynamoDb.accessKeyId());
    System.setProperty("aws.secretAccessKey", dynamoDb.secretAccessKey());
    client =
        opened(
            DynamoDbAsyncClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.of(dynamoDb.region()))
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(
                            dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
                .build());
    models = new StatusModels(client, new Tables(""));
    models.ensure().join();
    TemporaryFolder state = opened(TemporaryFolder.create("reading-"));
    Map<String, String> processor = creating();
    processor.put(ProcessorSettings.STATE_DIR, state.path().toString());
    ProcessorService folding =
        opened(
            new ProcessorService(
                Settings.of(
                    ProcessorSettings.configDef(),
                    ProcessorSettings.passThroughPrefixes(),
                    processor)));
    CompletableFuture<Void> started = CompletableFuture.runAsync(folding::start);
    startSink();
    started.join();
    publisher =
        opened(
            new StatusEventPublisher(
                Map.of("bootstrap.servers", bootstrapServers), new Topics("")));
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private Map<String, String> common() {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", bootstrapServers);
    values.put("http.port", "-1");
    return values;
  }

  private Map<String, String> creating() {
    Map<String, String> values = common();
    values.put("topics.partitions", "3");
    values.put("topics.replicas", "1");
    return values;
  }

  /** Starts the sink anew, which goes on where the one before has stopped. */
  void startSink() {
    Map<String, String> values = creating();
    values.put(SinkSettings.LINGER_MS, "50");
    sink = opened(new SinkService(SinkSettings.of(values), client));
    sink.start();
  }

  /** From now on the tables stay as they are. */
  void stopSink() {
    parts.remove(sink);
    sink.close();
  }

  /** Starts a status-api on any free port, which publishes for {@link #TOKEN}. */
  Reading startApi() {
    return startApi(Map.of());
  }

  Reading startApi(Map<String, String> settings) {
    Map<String, String> values = common();
    values.put(ApiSettings.API_PORT, "0");
    values.put(ApiSettings.PUBLISH_ENABLED, "true");
    values.put(ApiSettings.PUBLISH_TOKEN, TOKEN);
    values.put("dynamodb.endpoint", database.endpoint().toString());
    values.put("dynamodb.region", dynamoDb.region());
    values.putAll(settings);
    api = opened(new ApiService(ApiSettings.of(values)));
    api.start();
    return new Reading(api.port());
  }

  /** Returns the routes of status-api, as {@code GET /status/{pkg}/{env}}. */
  Set<String> routes() {
    return api.routes();
  }

  /** Stops the status-api that was started last. */
  void stopApi() {
    parts.remove(api);
    api.close();
  }

  /** Stops all parts, the last started first; a part that fails to stop leaves others running. */
  @Override
  public void close() {
    database.heal();
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot stop " + part, e);
      }
    }
  }
}
