package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.ConsumerLagMeter;
import ai.warehouse.status.service.GroupWatch;
import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.KafkaAccessDeniedException;
import ai.warehouse.status.service.Lifecycle;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Resources;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupDependency;
import ai.warehouse.status.service.StartupWait;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.service.dynamodb.AwsSettings;
import ai.warehouse.status.service.dynamodb.DynamoDbClients;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import ai.warehouse.status.sink.read.RecordPlanner;
import ai.warehouse.status.sink.read.SinkLoop;
import ai.warehouse.status.sink.write.DeadLetterWriter;
import ai.warehouse.status.sink.write.RetryState;
import ai.warehouse.status.sink.write.WritePipeline;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Puts the sink together, and runs it as a service. */
public final class SinkService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(SinkService.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);
  // One retry of the SDK's own mends a wrong clock; all others are the sink's own.
  private static final int ATTEMPTS = 2;
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
   * Writes through a given client, for a sink inside another process.
   *
   * @param settings from {@link SinkSettings}; their endpoint and region are not used
   * @param client not closed by the sink; null for a client of its own
   */
  public SinkService(Settings settings, DynamoDbAsyncClient client) {
    this.settings = settings;
    this.given = client;
    this.wait = new StartupWait(settings, lifecycle);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits for Kafka and then for DynamoDB, for {@link CommonSettings#STARTUP_TIMEOUT_MS} in all.
   */
  @Override
  public void start() {
    Duration drainTimeout = SinkSettings.drainTimeout(settings);
    KafkaClients kafka = new KafkaClients(settings);
    // Refused before anything is connected to.
    AwsSettings.of(settings);
    Topics topics = new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
    Tables tables = DynamoDbSettings.tables(settings);
    PrometheusMeterRegistry registry = resources.add(new Metrics("sink")).registry();
    SinkMetrics counts = new SinkMetrics(registry, topics, tables, InstantSource.system());
    RetryState retries = new RetryState(InstantSource.system());
    counts.retrying(retries::duration);
    serve(registry, retries);
    OwnGroup group = SinkSettings.group(settings, topics);
    Admin admin = prepare(topics, group, kafka);
    resources.add(() -> admin.close(CLOSE_TIMEOUT));
    watchBacklog(registry, admin, topics);
    DynamoDbAsyncClient client = given == null ? resources.add(client()) : given;
    prepare(new TableSetup(client, tables, settings.getBoolean(SinkSettings.TABLES_CREATE)));
    resources.add(GroupWatch.start(group, admin, termination::completeExceptionally));

    BackoffStrategy backoff = BackoffStrategy.exponentialDelay(FIRST_BACKOFF, MAX_BACKOFF);
    RecordPlanner planner =
        new RecordPlanner(topics, tables, new EventItems(SinkSettings.retention(settings)), counts);
    WritePipeline pipeline =
        new WritePipeline(
            SinkSettings.buffer(settings, tables, backoff, retries),
            new DynamoDbWriter(client, counts)::write,
            deadLetters(topics, kafka, backoff, retries, counts, registry)::write,
            System::nanoTime);
    counts.buffered(pipeline::bytes);
    Consumer<byte[], byte[]> consumer = resources.add(kafka.consumer());
    resources.add(new KafkaClientMetrics(consumer)).bindTo(registry);
    LOG.atInfo()
        .addKeyValue("group", SinkSettings.groupId(settings))
        .addKeyValue("topics", new TreeSet<>(planner.topics()))
        .addKeyValue("tablesPrefix", tables.prefix())
        .log("Topology");
    run(new SinkLoop(consumer, planner, pipeline, drainTimeout), topics, drainTimeout);
    lifecycle.running();
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
        ConsumerLagMeter.start(
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

  private void prepare(TableSetup tables) {
    wait.until(
        database(),
        failure -> FailureClassifier.classify(failure) == FailureKind.RETRYABLE,
        () -> {
          tables.prepare();
          return tables;
        });
  }

  private DynamoDbAsyncClient client() {
    // Events and snapshots may have as many requests each in flight.
    return DynamoDbClients.create(
        settings, 2 * settings.getInt(SinkSettings.WRITE_CONCURRENCY), ATTEMPTS);
  }

  private StartupDependency database() {
    URI endpoint = given == null ? DynamoDbSettings.endpoint(settings) : null;
    return new StartupDependency(
        endpoint == null ? "DynamoDB" : "DynamoDB at " + endpoint,
        "Check %s and %s, and that it can be reached"
            .formatted(DynamoDbSettings.DYNAMODB_ENDPOINT, DynamoDbSettings.DYNAMODB_REGION));
  }

  private DeadLetterWriter deadLetters(
      Topics topics,
      KafkaClients kafka,
      BackoffStrategy backoff,
      RetryState retries,
      SinkMetrics counts,
      MeterRegistry registry) {
    Producer<byte[], byte[]> producer = kafka.deadLetterProducer();
    resources.add(() -> producer.close(CLOSE_TIMEOUT));
    resources.add(new KafkaClientMetrics(producer)).bindTo(registry);
    ExecutorService sender =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "dead-letters"));
    resources.add(sender::shutdownNow);
    DeadLetterWriter writer =
        new DeadLetterWriter(
            producer, topics.deadLetter().name(), sender, backoff, retries, counts);
    termination.whenComplete((ended, failure) -> writer.close());
    return writer;
  }

  private void run(SinkLoop started, Topics topics, Duration drainTimeout) {
    loop = started;
    Thread thread = new Thread(() -> run(started, topics), "sink-loop");
    resources.add(
        () -> {
          started.stop();
          thread.join(drainTimeout.plus(CLOSE_TIMEOUT).toMillis());
          if (thread.isAlive()) {
            throw new IllegalStateException("the loop did not end in time");
          }
        });
    thread.start();
  }

  private void run(SinkLoop started, Topics topics) {
    try {
      started.run();
      termination.complete(null);
    } catch (RuntimeException | Error e) {
      // Whoever runs the service logs it: see Service.termination.
      String deadLetters = topics.deadLetter().name();
      termination.completeExceptionally(
          KafkaAccessDeniedException.of(e, topic -> topic.equals(deadLetters) ? "Write" : "Read")
              .<Throwable>map(refusal -> refusal)
              .orElse(e));
    }
  }

  // Before the waits, so that they can be seen; closed last, so that the end can.
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
   * Finishes the writes of all records that were read, within the drain timeout, and disconnects;
   * health and metrics are served to the end.
   */
  @Override
  public void close() {
    lifecycle.stopping();
    wait.close();
    resources.close();
  }
}
