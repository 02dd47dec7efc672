package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.TopicSetup;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.model.kafka.UnfitTopicException;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.KafkaRefusal;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Puts the sink together, and runs it as a service. */
public final class SinkService implements Service {
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Settings settings;
  private final DynamoDbAsyncClient given;
  private final Resources resources = new Resources();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private volatile int httpPort = -1;

  /** Writes through a DynamoDB client of its own, with the credentials that the AWS SDK finds. */
  public SinkService(Settings settings) {
    this(settings, null);
  }

  /**
   * Writes through that client, for a sink inside another process.
   *
   * @param settings from {@link SinkSettings}; the endpoint and region in them are not looked at
   * @param client not closed by the sink; null as above
   */
  public SinkService(Settings settings, DynamoDbAsyncClient client) {
    this.settings = settings;
    this.given = client;
  }

  /**
   * {@inheritDoc}
   *
   * <p>It doesn't wait for DynamoDB, which may be away: that a table is missing is told by {@link
   * #termination}.
   */
  @Override
  public void start() {
    Duration drainTimeout = SinkSettings.drainTimeout(settings);
    KafkaClients kafka = new KafkaClients(settings);
    // Refused before anything is connected to.
    AwsSettings.of(settings);
    Topics topics = new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
    Tables tables = new Tables(settings.getString(SinkSettings.TABLES_PREFIX));
    prepare(topics, kafka);

    Metrics metrics = resources.add(new Metrics("sink"));
    SinkMetrics counts = new SinkMetrics(metrics.registry());
    RetryState retries = new RetryState(counts, InstantSource.system());
    Retrier retrier =
        new Retrier(new Backoff(FIRST_WAIT, MAX_WAIT, RandomGenerator.getDefault()), retries);
    DynamoDbAsyncClient client = dynamoDb();
    RecordPlanner planner =
        new RecordPlanner(topics, tables, new EventItems(SinkSettings.retention(settings)), counts);
    WritePipeline pipeline =
        new WritePipeline(
            SinkSettings.buffer(settings),
            new TablesAndDeadLetters(
                new DynamoDbWriter(client, retrier, counts),
                deadLetters(topics, kafka, retrier, counts)),
            settings.getInt(SinkSettings.WRITE_CONCURRENCY),
            System::nanoTime);
    counts.buffered(pipeline);
    Consumer<byte[], byte[]> consumer = resources.add(kafka.consumer());
    resources.add(new KafkaClientMetrics(consumer)).bindTo(metrics.registry());
    SinkLoop loop =
        new SinkLoop(
            consumer,
            planner,
            pipeline,
            retrier.retry(new TableSetup(client, tables, createTables())::prepare),
            drainTimeout);
    serve(metrics, retries, loop);
    termination.whenComplete((ended, failure) -> retrier.close());
    resources
        .add(new LoopThread(loop, topics, termination, drainTimeout.plus(CLOSE_TIMEOUT)))
        .start();
  }

  private void prepare(Topics topics, KafkaClients kafka) {
    try (Admin admin = resources.add(kafka.admin())) {
      TopicSetup setup = new TopicSetup(admin);
      List<Topic<?, ?>> all = topics.all();
      if (settings.getBoolean(CommonSettings.TOPICS_CREATE)) {
        setup.createMissing(
            all,
            settings.getInt(CommonSettings.TOPICS_PARTITIONS),
            settings.getShort(CommonSettings.TOPICS_REPLICAS));
      }
      setup.check(all);
    } catch (UnfitTopicException e) {
      throw new StartupException(e.getMessage(), e);
    } catch (KafkaException e) {
      throw new StartupException(
          "Cannot prepare the topics on %s: %s"
              .formatted(
                  settings.getList(CommonSettings.BOOTSTRAP_SERVERS), KafkaRefusal.reason(e)),
          e);
    }
  }

  private DynamoDbAsyncClient dynamoDb() {
    return given == null ? resources.add(DynamoDbClients.create(settings)) : given;
  }

  private boolean createTables() {
    return settings.getBoolean(SinkSettings.TABLES_CREATE);
  }

  private DeadLetterWriter deadLetters(
      Topics topics, KafkaClients kafka, Retrier retrier, SinkMetrics counts) {
    Producer<byte[], byte[]> producer = kafka.deadLetterProducer();
    resources.add(() -> producer.close(CLOSE_TIMEOUT));
    ExecutorService sender =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letters"));
    resources.add(sender::shutdownNow);
    return new DeadLetterWriter(producer, topics.deadLetter().name(), sender, retrier, counts);
  }

  private void serve(Metrics metrics, RetryState retries, SinkLoop loop) {
    HealthCheck running =
        new HealthCheck(
            "loop", () -> termination.isDone() ? Health.down("has ended") : Health.ok());
    HealthCheck joined =
        new HealthCheck(
            "group",
            () -> loop.hasJoined() ? Health.ok() : Health.down("not joined: waits for tables"));
    HealthCheck writing = new HealthCheck("writes", retries::health);
    httpPort =
        resources
            .add(
                ManagementServer.start(
                    settings, metrics.registry(), List.of(running), List.of(joined, writing)))
            .port();
  }

  /** Returns where health and metrics are served; -1 if they are not. */
  public int httpPort() {
    return httpPort;
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  /** Finishes what is being written, within the drain timeout, and disconnects. */
  @Override
  public void close() {
    resources.close();
  }
}
