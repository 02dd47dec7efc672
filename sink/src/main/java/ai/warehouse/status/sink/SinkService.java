package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.Awaited;
import ai.warehouse.status.service.BacklogMeter;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.GroupWatch;
import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.Lifecycle;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Resources;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupWait;
import ai.warehouse.status.service.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Puts the sink together, and runs it as a service. */
public final class SinkService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration MAX_WAIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Settings settings;
  private final DynamoDbAsyncClient given;
  private final Resources resources = new Resources();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Lifecycle lifecycle = new Lifecycle();
  private final StartupWait wait;
  private volatile SinkLoop loop;
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
    this.wait = new StartupWait(settings, lifecycle);
  }

  /**
   * {@inheritDoc}
   *
   * <p>It waits for Kafka, but not for DynamoDB: that this is not there in time, or that a table is
   * missing, is told by {@link #termination}.
   */
  @Override
  public void start() {
    Duration drainTimeout = SinkSettings.drainTimeout(settings);
    KafkaClients kafka = new KafkaClients(settings);
    // Refused before anything is connected to.
    AwsSettings.of(settings);
    Topics topics = new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
    Tables tables = new Tables(settings.getString(SinkSettings.TABLES_PREFIX));
    PrometheusMeterRegistry registry = resources.add(new Metrics("sink")).registry();
    SinkMetrics counts = new SinkMetrics(registry, topics, tables, InstantSource.system());
    RetryState retries = new RetryState(counts, InstantSource.system());
    counts.retrying(retries);
    serve(registry, retries);
    OwnGroup group = SinkSettings.group(settings, topics);
    Admin admin = prepare(topics, group, kafka);
    resources.add(() -> admin.close(CLOSE_TIMEOUT));
    resources.add(GroupWatch.start(group, admin, termination::completeExceptionally));
    watchBacklog(registry, admin, topics);

    // Shared by threads, as this source of random numbers may be.
    Backoff backoff = new Backoff(FIRST_WAIT, MAX_WAIT, new Random());
    Retrier retrier = new Retrier(backoff, retries);
    DynamoDbAsyncClient client = dynamoDb();
    RecordPlanner planner =
        new RecordPlanner(topics, tables, new EventItems(SinkSettings.retention(settings)), counts);
    WritePipeline pipeline =
        new WritePipeline(
            SinkSettings.buffer(settings, backoff, retries),
            new TablesAndDeadLetters(
                new DynamoDbWriter(client, counts),
                deadLetters(topics, kafka, retrier, counts, registry)),
            settings.getInt(SinkSettings.WRITE_CONCURRENCY),
            System::nanoTime);
    counts.buffered(pipeline);
    Consumer<byte[], byte[]> consumer = resources.add(kafka.consumer());
    resources.add(new KafkaClientMetrics(consumer)).bindTo(registry);
    LOG.atInfo()
        .addKeyValue("group", SinkSettings.groupId(settings))
        .addKeyValue("topics", new TreeSet<>(planner.topics()))
        .addKeyValue("tablesPrefix", tables.prefix())
        .log("Topology");
    loop =
        new SinkLoop(
            consumer,
            planner,
            pipeline,
            tablesReady(new TableSetup(client, tables, createTables())),
            drainTimeout);
    termination.whenComplete((ended, failure) -> retrier.close());
    resources
        .add(new LoopThread(loop, topics, termination, drainTimeout.plus(CLOSE_TIMEOUT)))
        .start();
  }

  private Admin prepare(Topics topics, OwnGroup group, KafkaClients kafka) {
    return new BrokerWait(wait, settings)
        .until(
            kafka::admin,
            admin -> {
              group.check(admin);
              new TopicSetup(admin).prepare(settings, topics);
              return admin;
            });
  }

  private void watchBacklog(MeterRegistry registry, Admin admin, Topics topics) {
    if (httpPort == -1) {
      return; // nobody would see it
    }
    resources.add(
        BacklogMeter.start(
            registry,
            "sink.backlog",
            admin,
            SinkSettings.groupId(settings),
            List.of(
                topics.statusEvents().name(),
                topics.status().name(),
                topics.statusHead().name(),
                topics.statusCounter().name())));
  }

  // On a thread of its own, as the loop's has to notice meanwhile that it is to stop.
  private CompletableFuture<Void> tablesReady(TableSetup setup) {
    return CompletableFuture.supplyAsync(
            () ->
                wait.until(
                    database(),
                    failure -> FailureClassifier.classify(failure) == FailureKind.RETRYABLE,
                    () -> setup.prepare().join()),
            SinkService::onDaemonThread)
        .thenRun(lifecycle::running);
  }

  private Awaited database() {
    URI endpoint = given == null ? SinkSettings.endpoint(settings) : null;
    return new Awaited(
        endpoint == null ? "DynamoDB" : "DynamoDB at " + endpoint,
        "Check %s and %s, and that it can be reached"
            .formatted(SinkSettings.DYNAMODB_ENDPOINT, SinkSettings.DYNAMODB_REGION));
  }

  private static void onDaemonThread(Runnable task) {
    Thread thread = new Thread(task, "table-setup");
    thread.setDaemon(true);
    thread.start();
  }

  private DynamoDbAsyncClient dynamoDb() {
    return given == null ? resources.add(DynamoDbClients.create(settings)) : given;
  }

  private boolean createTables() {
    return settings.getBoolean(SinkSettings.TABLES_CREATE);
  }

  private DeadLetterWriter deadLetters(
      Topics topics,
      KafkaClients kafka,
      Retrier retrier,
      SinkMetrics counts,
      MeterRegistry registry) {
    Producer<byte[], byte[]> producer = kafka.deadLetterProducer();
    resources.add(() -> producer.close(CLOSE_TIMEOUT));
    resources.add(new KafkaClientMetrics(producer)).bindTo(registry);
    ExecutorService sender =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letters"));
    resources.add(sender::shutdownNow);
    return new DeadLetterWriter(producer, topics.deadLetter().name(), sender, retrier, counts);
  }

  // Before all that may take long, so that the wait can be seen; closed last, so that the end can.
  private void serve(PrometheusMeterRegistry registry, RetryState retries) {
    HealthCheck running =
        new HealthCheck(
            "loop", () -> termination.isDone() ? Health.down("has ended") : Health.ok());
    HealthCheck joined = new HealthCheck("group", this::joined);
    HealthCheck writing = new HealthCheck("writes", retries::health);
    httpPort =
        resources
            .add(
                ManagementServer.start(
                    settings,
                    registry,
                    List.of(running),
                    List.of(lifecycle.check(), joined, writing)))
            .port();
  }

  private Health joined() {
    SinkLoop started = loop;
    return started != null && started.hasJoined() ? Health.ok() : Health.down("not joined");
  }

  /** Returns where health and metrics are served; -1 if they are not. */
  public int httpPort() {
    return httpPort;
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  /**
   * Finishes what is being written, within the drain timeout, and disconnects; health and metrics
   * are served to the end.
   */
  @Override
  public void close() {
    lifecycle.stopping();
    resources.close();
    // After the loop, which else would take the end of the wait for a failure.
    wait.close();
  }
}
