package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the events of build workers, idempotently and with acknowledgement by all in-sync
 * replicas. Thread-safe; a worker needs one.
 *
 * <p>Publishing appends an event to a buffer of {@code buffer.memory} bytes (32 MB), and blocks
 * while the buffer is full or metadata of the topic is missing, for {@code max.block.ms} (here 10
 * s) at most. Events that are not acknowledged within {@code delivery.timeout.ms} (2 min) fail. The
 * partition is the one that Kafka's default partitioner chooses for the package.
 */
public final class StatusEventPublisher implements AutoCloseable {
  /** How long {@link #close()} waits for events in flight. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final Producer<PackageKey, byte[]> producer;
  private final String topic;
  private final Clock clock;
  private volatile boolean closed;

  /**
   * Connects to a cluster in the background, whether or not brokers can be reached.
   *
   * @param settings Kafka's producer settings; {@code bootstrap.servers} is required. The caller's
   *     serializers, {@code acks}, {@code enable.idempotence}, {@code partitioner.class} and {@code
   *     partitioner.ignore.keys} are not used
   * @throws ConfigException if a setting is wrong or conflicts with idempotence, or {@code
   *     transactional.id} is set
   */
  public StatusEventPublisher(Map<String, ?> settings, Topics topics) {
    this(
        new KafkaProducer<>(
            PublisherSettings.complete(settings),
            ModelSerdes.packageKey().serializer(),
            new ByteArraySerializer()),
        topics,
        Clock.systemUTC());
  }

  StatusEventPublisher(Producer<PackageKey, byte[]> producer, Topics topics, Clock clock) {
    this.producer = producer;
    this.topic = topics.statusEvents().name();
    this.clock = clock;
  }

  /** Returns a reporter for one build. */
  public BuildReporter build(BuildKey build) {
    return new BuildReporter(this, build, null);
  }

  /**
   * Publishes one event, by default with the current time; see {@link #publish(StatusEvent)}.
   *
   * <p>Publishing a builder without id twice makes two events.
   *
   * @throws InvalidRecordException if a field is missing or breaks a rule; nothing is sent then
   */
  public CompletableFuture<RecordMetadata> publish(StatusEvent.Builder event) {
    return publish(event.buildAt(clock.instant()));
  }

  /**
   * Publishes one event. An event that is published twice counts once.
   *
   * <p>The future completes with the position of the event once all in-sync replicas have stored
   * the event, and fails with {@link PublishException}. Dependent stages run on Kafka's network
   * thread and must not block; use the {@code …Async} methods for stages that do.
   *
   * @throws InvalidRecordException if {@code createdAt} is before 2000 or more than an hour ahead
   *     of this machine's clock: the event would be rejected. Nothing is sent then
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback says the same
  public CompletableFuture<RecordMetadata> publish(StatusEvent event) {
    StatusEventJson.checkCreatedAt(event.createdAt(), clock.instant());
    CompletableFuture<RecordMetadata> stored = new CompletableFuture<>();
    // The callback must not hold the event: the buffer's limit is to bound what waiting costs.
    BuildKey build = event.key();
    UUID eventId = event.eventId();
    ProducerRecord<PackageKey, byte[]> sent =
        new ProducerRecord<>(topic, build.packageKey(), StatusEventJson.write(event));
    try {
      producer.send(
          sent,
          (metadata, failure) -> {
            if (failure == null) {
              stored.complete(metadata);
            } else {
              stored.completeExceptionally(explain(build, eventId, failure));
            }
          });
    } catch (RuntimeException e) {
      stored.completeExceptionally(explain(build, eventId, e));
    }
    return stored;
  }

  private PublishException explain(BuildKey build, UUID eventId, Exception failure) {
    return PublishException.of(topic, build, eventId, failure, closed);
  }

  /**
   * Waits until all events published so far are stored or have failed, {@code delivery.timeout.ms}
   * (2 min) at most.
   *
   * @throws InterruptException if the thread is interrupted
   */
  public void flush() {
    producer.flush();
  }

  /**
   * Closes the publisher, waiting for {@link #CLOSE_TIMEOUT} (30 s) at most; see {@link
   * #close(Duration)}.
   */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Waits until all events in flight are stored or have failed, fails the rest after the timeout,
   * and disconnects.
   *
   * <p>Afterwards all futures are done, and publishing fails. Closing again does nothing. A stage
   * that depends on a future must not close the publisher: Kafka's network thread can't wait for
   * itself, and events in flight would fail at once.
   *
   * @param timeout how long to wait, to the millisecond; zero not to wait. While no broker has ever
   *     answered, closing may take {@code request.timeout.ms} (30 s) longer
   * @throws IllegalArgumentException if the timeout is negative
   * @throws InterruptException if the thread is interrupted; the publisher is closed all the same
   */
  public void close(Duration timeout) {
    closed = true;
    producer.close(timeout);
  }
}
