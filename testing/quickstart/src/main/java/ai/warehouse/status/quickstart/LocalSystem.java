package ai.warehouse.status.quickstart;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.PortTakenException;
import ai.warehouse.status.embedded.TemporaryFolder;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import ai.warehouse.status.testing.lag.ConsumerLagCheck;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A broker, a database and the three services, started by this process alone. */
public final class LocalSystem implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSystem.class);
  private static final String APPLICATION_ID = "warehouse-status-processor";
  private static final String GROUP_ID = "warehouse-status-sink";
  private static final Duration POLL = Duration.ofMillis(100);

  /** What {@code POST /events} asks for: no secret, as all of this is for this machine alone. */
  public static final String PUBLISH_TOKEN = "quickstart-token";

  private final Topics topics = new Topics("");
  private final Tables tables = new Tables("");
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CompletableFuture<Void> failed = new CompletableFuture<>();
  private KafkaServer kafka;
  private DynamoDbServer dynamoDb;
  private DynamoDbAsyncClient client;
  private int partitions;
  private ApiService api;

  private LocalSystem() {}

  /**
   * The options of the system.
   *
   * @param kafkaPort 0 for any free one
   * @param dynamoDbPort 0 for any free one
   * @param httpPort of the board; 0 for any free one
   * @param partitions of each topic
   */
  public record Plan(int kafkaPort, int dynamoDbPort, int httpPort, int partitions) {}

  /**
   * Starts everything and reports each step.
   *
   * @throws QuickstartException if a port is taken
   */
  public static LocalSystem start(Plan plan, Consumer<String> say) {
    return start(
        () -> EmbeddedKafka.builder().port(plan.kafkaPort).start(),
        () -> EmbeddedDynamoDb.builder().port(plan.dynamoDbPort).start(),
        plan,
        say);
  }

  /** Starts everything on servers of the caller's choice, the board on any free port. */
  public static LocalSystem start(
      Supplier<? extends KafkaServer> kafka,
      Supplier<? extends DynamoDbServer> dynamoDb,
      int partitions,
      Consumer<String> say) {
    return start(kafka, dynamoDb, new Plan(0, 0, 0, partitions), say);
  }

  private static LocalSystem start(
      Supplier<? extends KafkaServer> kafka,
      Supplier<? extends DynamoDbServer> dynamoDb,
      Plan plan,
      Consumer<String> say) {
    LocalSystem system = new LocalSystem();
    try {
      system.startAll(kafka, dynamoDb, plan, say);
      return system;
    } catch (PortTakenException | StartupException e) {
      system.close();
      throw new QuickstartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      system.close();
      throw e;
    }
  }

  private void startAll(
      Supplier<? extends KafkaServer> kafkaToStart,
      Supplier<? extends DynamoDbServer> dynamoDbToStart,
      Plan plan,
      Consumer<String> say) {
    say.accept("Starting a Kafka broker and DynamoDB Local ...");
    startAtOnce(
        () -> kafka = opened(kafkaToStart.get()),
        () -> {
          dynamoDb = opened(dynamoDbToStart.get());
          client = opened(client());
          new StatusModels(client, tables).ensure().join();
        });
    say.accept("Creating topics, starting the stream processor, the sink and status-api ...");
    TemporaryFolder state = opened(TemporaryFolder.create("warehouse-status-state-"));
    partitions = plan.partitions;
    startAtOnce(
        () -> run(new ProcessorService(processorSettings(state))),
        () -> run(new SinkService(sinkSettings(), client)),
        () -> run(api = newApi(plan.httpPort)));
  }

  /** Starts all at once, as each takes seconds, and returns or fails when none goes on. */
  private static void startAtOnce(Runnable... parts) {
    try {
      CompletableFuture.allOf(
              Stream.of(parts).map(CompletableFuture::runAsync).toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Returns the settings of all three services. */
  private Map<String, String> shared() {
    Map<String, String> values = new HashMap<>();
    values.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    values.put(CommonSettings.HTTP_PORT, "-1");
    return values;
  }

  /** Returns the settings of the two that create topics. */
  private Map<String, String> creating() {
    Map<String, String> values = shared();
    values.put(CommonSettings.TOPICS_PARTITIONS, String.valueOf(partitions));
    values.put(CommonSettings.TOPICS_REPLICAS, "1");
    return values;
  }

  private Settings processorSettings(TemporaryFolder state) {
    Map<String, String> values = creating();
    values.put(ProcessorSettings.APPLICATION_ID, APPLICATION_ID);
    values.put(ProcessorSettings.STATE_DIR, state.path().toString());
    return Settings.of(
        ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values);
  }

  private Settings sinkSettings() {
    Map<String, String> values = creating();
    values.put(SinkSettings.GROUP_ID, GROUP_ID);
    // People watch the progress, and writes cost nothing.
    values.put(SinkSettings.LINGER_MS, "200");
    return SinkSettings.of(values);
  }

  /**
   * Returns one more instance of status-api over the same topics and tables, which the caller
   * starts and closes.
   *
   * @param port 0 for any free one
   */
  public ApiService newApi(int port) {
    Map<String, String> values = shared();
    values.put(ApiSettings.API_PORT, String.valueOf(port));
    values.put(ApiSettings.PUBLISH_ENABLED, "true");
    values.put(ApiSettings.PUBLISH_TOKEN, PUBLISH_TOKEN);
    return new ApiService(ApiSettings.of(values), client);
  }

  private DynamoDbAsyncClient client() {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(dynamoDb.endpoint())
        .region(Region.of(dynamoDb.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
        .build();
  }

  private void run(Service service) {
    opened(service).start();
    service
        .termination()
        .whenComplete(
            (ended, failure) -> {
              if (failure != null) {
                failed.completeExceptionally(failure);
              }
            });
  }

  private synchronized <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  /** Returns the topics. */
  public Topics topics() {
    return topics;
  }

  /** Returns the tables. */
  public Tables tables() {
    return tables;
  }

  /** Returns the address of the broker. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Returns the address of DynamoDB Local. */
  public URI dynamoDbEndpoint() {
    return dynamoDb.endpoint();
  }

  /** Returns the address of the board. */
  public URI board() {
    return URI.create("http://127.0.0.1:%d/".formatted(api.port()));
  }

  /** Returns a client of DynamoDB Local, which this system closes. */
  public DynamoDbAsyncClient dynamoDb() {
    return client;
  }

  /** Returns the models over the tables. */
  public StatusModels models() {
    return new StatusModels(client, tables);
  }

  /**
   * Throws if a service has failed.
   *
   * @throws QuickstartException with the reason
   */
  void checkAlive() {
    try {
      failed.getNow(null);
    } catch (CompletionException e) {
      throw new QuickstartException("a service failed: " + e.getCause().getMessage(), e);
    }
  }

  /** Waits until all published events are processed and stored. */
  public void awaitStored() throws InterruptedException {
    try (ConsumerLagCheck lag = new ConsumerLagCheck(bootstrapServers())) {
      String rekeyed = ProcessorSettings.rekeyedTopic(APPLICATION_ID);
      awaitZero(lag, APPLICATION_ID, List.of(topics.statusEvents().name(), rekeyed));
      awaitZero(
          lag,
          GROUP_ID,
          List.of(
              topics.statusEvents().name(),
              topics.status().name(),
              topics.statusHead().name(),
              topics.statusCounter().name()));
    }
  }

  private void awaitZero(ConsumerLagCheck lag, String group, List<String> groupTopics)
      throws InterruptedException {
    while (!lag.isZero(group, groupTopics)) {
      checkAlive();
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Stops all parts, the last started first; a part that fails to stop is logged. */
  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).addKeyValue("part", part.getClass()).log("Could not close");
      }
    }
  }
}
