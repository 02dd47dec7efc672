package ai.warehouse.status.api.cli;

import ai.warehouse.status.api.publish.EventPublishing;
import ai.warehouse.status.api.publish.NotStoredException;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.service.dynamodb.DynamoDbClients;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads from DynamoDB, strongly consistently, and publishes to Kafka. Clients are made when they
 * are needed, and not closed: the process ends, and closing would wait for nothing.
 */
final class DirectSource implements Source {
  private static final int MAX_CONCURRENCY = 16;
  private static final int ATTEMPTS = 3;
  private static final KafkaKeys.Client PRODUCER =
      new KafkaKeys.Client("producer.", ProducerConfig.configDef());
  // Their keys are other people's, and may be there.
  private static final List<KafkaKeys.Client> KINDS =
      List.of(
          PRODUCER,
          new KafkaKeys.Client("consumer.", ConsumerConfig.configDef()),
          new KafkaKeys.Client("admin.", AdminClientConfig.configDef()));

  private final Settings settings;
  private final Duration interval;
  private final Clock clock = Clock.systemUTC();
  private @Nullable StatusModels models;
  private @Nullable EventPublishing publishing;

  /**
   * Connects to nothing yet.
   *
   * @param interval between two looks at what may change
   */
  DirectSource(Settings settings, Duration interval) {
    this.settings = settings;
    this.interval = interval;
  }

  @Override
  public @Nullable JsonNode status(Target target) {
    Status status = find(target);
    return status == null ? null : Json.parse(StatusJson.write(status));
  }

  private @Nullable Status find(Target target) {
    String version = target.version();
    if (version == null) {
      StatusHead head = answer(models().statusHeads().findOne(target.key()));
      version = head == null ? null : head.version();
    }
    return version == null ? null : answer(models().statuses().findOne(target.at(version)));
  }

  @Override
  public void events(Target target, EventQuery query, Consumer<JsonNode> to) {
    Status status = target.version() == null ? find(target) : null;
    String version = status == null ? target.version() : status.key().version();
    if (version != null) {
      answer(
          models()
              .statusEvents()
              .findAllPaged(target.at(version), query)
              .subscribe(event -> to.accept(Json.parse(StatusEventJson.write(event)))));
    }
  }

  @Override
  public Waited await(BuildKey build, boolean failIfFailing, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Status status = answer(models().statuses().findOne(build));
      JsonNode json = status == null ? null : Json.parse(StatusJson.write(status));
      if (status != null && status.error() && failIfFailing) {
        return new Waited(Waited.Result.FAILING, json);
      }
      if (status != null && status.complete()) {
        return new Waited(Waited.Result.COMPLETE, json);
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return new Waited(Waited.Result.TIMED_OUT, json);
      }
      pause(Math.min(left, interval.toNanos()));
    }
  }

  @Override
  public void watch(@Nullable Target target, LiveView view) {
    Poll poll =
        target == null ? new HeadsPoll(models(), clock) : new BuildPoll(models(), target, clock);
    boolean more = true;
    while (more) {
      try {
        more = poll.show(view);
      } catch (CompletionException e) {
        TroubleException trouble = trouble(e);
        if (!trouble.isRetryable()) {
          throw trouble;
        }
        more = view.showDisconnected(String.valueOf(trouble.getMessage()));
      }
      if (more) {
        pause(interval.toNanos());
      }
    }
  }

  @Override
  public void publish(List<StatusEvent> events) {
    answer(publishing().publish(events));
  }

  @Override
  public String toString() {
    return "DynamoDB, asked every " + interval.toSeconds() + " s";
  }

  private StatusModels models() {
    if (models == null) {
      try {
        models =
            new StatusModels(
                    DynamoDbClients.create(settings, MAX_CONCURRENCY, ATTEMPTS),
                    DynamoDbSettings.tables(settings))
                .withConsistentReads();
      } catch (StartupException e) {
        throw TroubleException.lasting(
            "No AWS region is known: give --region or set AWS_REGION", e);
      }
    }
    return models;
  }

  private EventPublishing publishing() {
    if (publishing == null) {
      List<String> bootstrapServers = settings.getList(CommonSettings.BOOTSTRAP_SERVERS);
      if (bootstrapServers.isEmpty()) {
        throw TroubleException.lasting(
            "Publishing takes --url of a service, or --bootstrap-servers of Kafka", null);
      }
      Map<String, Object> config =
          new HashMap<>(
              new KafkaKeys(settings, ConnectOptions.KAFKA_PREFIX, KINDS, Set.of()).of(PRODUCER));
      config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
      config.putAll(EventPublishing.producerSettings());
      Topics topics = new Topics(settings.getString(CommonSettings.TOPICS_PREFIX));
      try {
        publishing = new EventPublishing(new StatusEventPublisher(config, topics)::publish);
      } catch (KafkaException e) {
        // Kafka's own says only that there is no producer.
        Throwable why = e.getCause() == null ? e : e.getCause();
        throw TroubleException.lasting("No connection to Kafka: " + why.getMessage(), e);
      }
    }
    return publishing;
  }

  private static <T> T answer(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw trouble(e);
    }
  }

  private static TroubleException trouble(CompletionException failure) {
    Throwable decisive = FailureClassifier.decisive(failure);
    // The SDK wraps what it doesn't know; else the outermost says most, such as which table.
    Throwable why =
        decisive instanceof CredentialsException ? decisive : FailureClassifier.unwrap(failure);
    // The SDK gives advice in further lines, for those who write programs.
    String message = String.valueOf(why.getMessage()).lines().findFirst().orElse(why.toString());
    boolean notStored = why instanceof NotStoredException events && !events.isTooLarge();
    return notStored || FailureClassifier.classify(failure) == FailureKind.RETRYABLE
        ? TroubleException.passing(message, why)
        : TroubleException.lasting(message, why);
  }

  private static void pause(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TroubleException.lasting("Interrupted", e);
    }
  }
}
