package ai.warehouse.status.api;

import ai.warehouse.status.api.http.Access;
import ai.warehouse.status.api.http.ApiServer;
import ai.warehouse.status.api.http.Route;
import ai.warehouse.status.api.http.Router;
import ai.warehouse.status.api.live.Live;
import ai.warehouse.status.api.publish.EventPublishing;
import ai.warehouse.status.api.publish.PublishRoute;
import ai.warehouse.status.api.route.ApiRoutes;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.Lifecycle;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
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
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Puts the routes, what is live and publishing together, and runs them as a service. */
public final class ApiService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(ApiService.class);
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|::1|\\[::1]");
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final int DYNAMODB_CONCURRENCY = 64;
  private static final int DYNAMODB_ATTEMPTS = 3;

  private final Settings settings;
  private final @Nullable DynamoDbAsyncClient given;
  private final Resources resources = new Resources();
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Lifecycle lifecycle = new Lifecycle();
  private final StartupWait wait;
  private volatile @Nullable Live live;
  private volatile int managementPort = -1;
  private volatile int port = -1;
  private volatile Set<String> routes = Set.of();

  /** Reads through a DynamoDB client of its own, with the credentials that the AWS SDK finds. */
  public ApiService(Settings settings) {
    this(settings, null);
  }

  /**
   * Reads through a given client, for a service inside another process.
   *
   * @param settings from {@link ApiSettings}; their endpoint and region are not used
   * @param client not closed by the service; null for a client of its own
   */
  public ApiService(Settings settings, @Nullable DynamoDbAsyncClient client) {
    this.settings = settings;
    this.given = client;
    this.wait = new StartupWait(settings, lifecycle);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits for Kafka, topics and tables, which others create, for {@link
   * CommonSettings#STARTUP_TIMEOUT_MS} in all.
   */
  @Override
  public void start() {
    // Refused before anything is connected to.
    ApiSettings.check(settings);
    warnOfAnOpenDoor();
    AwsSettings.of(settings);
    KafkaClients kafka = new KafkaClients(settings);
    Topics topics = new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
    PrometheusMeterRegistry registry = resources.add(new Metrics("status-api")).registry();
    ApiMetrics metrics = new ApiMetrics(registry);
    serveHealth(registry);
    awaitTopics(kafka, topics);
    StatusModels models = models();

    TableReader tables = new TableReader(models);
    Live started = follow(kafka, topics, tables, registry);
    metrics.follow(started);
    Router router =
        ApiRoutes.reading(
                new ApiRoutes.Sources(
                    tables,
                    models.statusEvents()::findAllPaged,
                    started,
                    started.waiting(),
                    stalledAfter()),
                readers(),
                settings.getInt(ApiSettings.STREAMS_MAX),
                registry)
            .post("/events", publishers(), publishing(kafka, topics, metrics));
    ApiServer server =
        resources.add(
            ApiServer.start(
                settings.getString(ApiSettings.API_HOST),
                settings.getInt(ApiSettings.API_PORT),
                ApiServer.Limits.of(settings.getInt(ApiSettings.REQUEST_MAX_BYTES)),
                router,
                registry));
    port = server.port();
    routes = router.routes();
    lifecycle.running();
  }

  private void warnOfAnOpenDoor() {
    String host = settings.getString(ApiSettings.API_HOST);
    boolean login =
        settings.getString(ApiSettings.READ_USER) != null
            || settings.getPassword(ApiSettings.READ_TOKEN) != null;
    if (!login && !LOOPBACK.matcher(host).matches()) {
      LOG.atWarn()
          .addKeyValue("host", host)
          .log(
              "Whoever reaches this address can read all builds: set read.user and read.password,"
                  + " or read.token, or let a proxy ask for a login");
    }
  }

  // Before the waits, so that they can be seen; closed last, so that the end can.
  private void serveHealth(PrometheusMeterRegistry registry) {
    HealthCheck running =
        new HealthCheck(
            "follower", () -> termination.isDone() ? Health.down("has ended") : Health.ok());
    HealthCheck following = new HealthCheck("topics", this::following);
    HealthCheck reading = new HealthCheck("tables", this::reading);
    managementPort =
        resources
            .add(
                ManagementServer.start(
                    settings,
                    registry,
                    List.of(running),
                    List.of(lifecycle.check(), following, reading)))
            .port();
  }

  private Health following() {
    Live started = live;
    return started != null && started.isReady()
        ? answering("Kafka", started.kafkaAwaySince())
        : Health.down("catching up");
  }

  private Health reading() {
    Live started = live;
    return started == null
        ? Health.down("not read yet")
        : answering("DynamoDB", started.dynamoDbAwaySince());
  }

  private static Health answering(String neighbour, @Nullable Instant awaySince) {
    return awaySince == null
        ? Health.ok()
        : Health.down("%s does not answer since %s".formatted(neighbour, awaySince));
  }

  private void awaitTopics(KafkaClients kafka, Topics topics) {
    List<String> needed =
        List.of(topics.status().name(), topics.statusHead().name(), topics.statusEvents().name());
    new BrokerWait(wait, settings)
        .until(
            kafka::admin,
            admin -> {
              needed.forEach(topic -> require(topic, new TopicSetup(admin)));
              return admin;
            })
        .close();
  }

  private static void require(String topic, TopicSetup topics) {
    if (topics.partitions(topic).isEmpty()) {
      throw new UnknownTopicOrPartitionException(
          "topic %s does not exist; the stream processor and the sink create the topics"
              .formatted(topic));
    }
  }

  private StatusModels models() {
    Tables tables = DynamoDbSettings.tables(settings);
    DynamoDbAsyncClient client =
        given == null
            ? resources.add(
                DynamoDbClients.create(settings, DYNAMODB_CONCURRENCY, DYNAMODB_ATTEMPTS))
            : given;
    StatusModels models = new StatusModels(client, tables);
    TableProbe probe = new TableProbe(models, tables);
    URI endpoint = given == null ? DynamoDbSettings.endpoint(settings) : null;
    wait.until(
        new StartupDependency(
            endpoint == null ? "DynamoDB" : "DynamoDB at " + endpoint,
            "Check %s and %s, and that it can be reached"
                .formatted(DynamoDbSettings.DYNAMODB_ENDPOINT, DynamoDbSettings.DYNAMODB_REGION)),
        failure -> FailureClassifier.classify(failure) == FailureKind.RETRYABLE,
        probe);
    return models;
  }

  private Live follow(
      KafkaClients kafka, Topics topics, TableReader tables, MeterRegistry registry) {
    Consumer<byte[], byte[]> consumer = kafka.consumer();
    // Before the follower, which closes the consumer, and so closed after it.
    resources.add(new KafkaClientMetrics(consumer)).bindTo(registry);
    Live started = resources.add(new Live(consumer, topics, tables, stalledAfter()));
    live = started;
    started
        .termination()
        .whenComplete(
            (ended, failure) -> {
              if (failure == null) {
                termination.complete(null);
              } else {
                // Whoever runs the service logs it: see Service.termination.
                termination.completeExceptionally(failure);
              }
            });
    started.start();
    return started;
  }

  private Duration stalledAfter() {
    return settings.getMillis(ApiSettings.STALLED_AFTER_MS);
  }

  private Access readers() {
    return Access.of(
        settings.getString(ApiSettings.READ_USER),
        settings.getPassword(ApiSettings.READ_PASSWORD),
        settings.getPassword(ApiSettings.READ_TOKEN));
  }

  // Who publishes where nobody may is told so, whatever the token.
  private Access publishers() {
    return settings.getBoolean(ApiSettings.PUBLISH_ENABLED)
        ? Access.bearer(settings.getPassword(ApiSettings.PUBLISH_TOKEN))
        : Access.open();
  }

  private Route publishing(KafkaClients kafka, Topics topics, ApiMetrics metrics) {
    if (!settings.getBoolean(ApiSettings.PUBLISH_ENABLED)) {
      return PublishRoute.switchedOff();
    }
    StatusEventPublisher publisher = kafka.publisher(topics);
    resources.add(() -> publisher.close(CLOSE_TIMEOUT));
    EventPublishing publishing =
        new EventPublishing(
            event ->
                publisher
                    .publish(event)
                    .whenComplete((stored, failure) -> metrics.published(failure)));
    return new PublishRoute(resources.add(publishing), Clock.systemUTC());
  }

  /** Returns where the routes are served; -1 before they are. */
  public int port() {
    return port;
  }

  /** Returns what is served, as {@code GET /status/{pkg}/{env}}; nothing before it is. */
  public Set<String> routes() {
    return routes;
  }

  /** Returns where health and metrics are served; -1 if they are not. */
  public int managementPort() {
    return managementPort;
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  /**
   * Accepts no more connections, ends streams and waits, finishes all other requests and what they
   * publish, and disconnects; health and metrics are served to the end.
   */
  @Override
  public void close() {
    lifecycle.stopping();
    wait.close();
    resources.close();
  }
}
