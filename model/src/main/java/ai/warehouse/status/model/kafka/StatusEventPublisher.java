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
 * Publishes the events of build workers, idempotently and acknowledged by all in-sync replicas; one
 * serves all threads of a worker.
 *
 * <p>Publishing only puts an event into a buffer of {@code buffer.memory} bytes (32 MB). It blocks
 * while that is full, or while the brokers are yet to tell where the topic is, for {@code
 * max.block.ms} (here 10 s) at most. What is not acknowledged {@code delivery.timeout.ms} (2 min)
 * later fails. Each event goes where Kafka's default partitioner puts its package.
 */
public final class StatusEventPublisher implements AutoCloseable {
  /** How long {@link #close()} waits for what is still to be stored. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final Producer<PackageKey, byte[]> producer;
  private final String topic;
  private final Clock clock;
  private volatile boolean closed;

  /**
   * Connects to a cluster; returns at once, whether or not its brokers can be reached.
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

  /** Speaks about one build. */
  public BuildReporter build(BuildKey build) {
    return new BuildReporter(this, build, null);
  }

  /**
   * Publishes one event, which happened now unless it says when; see {@link #publish(StatusEvent)}.
   *
   * <p>Publishing the same builder twice makes two events, unless it has an id.
   *
   * @throws InvalidRecordException if a field is missing or breaks a rule; nothing is sent then
   */
  public CompletableFuture<RecordMetadata> publish(StatusEvent.Builder event) {
    return publish(event.buildAt(clock.instant()));
  }

  /**
   * Publishes one event; the same one again counts once.
   *
   * <p>The future tells where the event is stored, once all in-sync replicas have it, and fails
   * with {@link PublishException}. What hangs on it runs on Kafka's network thread and must not
   * block; the future's {@code …Async} methods are for that.
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
   * Waits until everything published so far is stored or has failed, {@code delivery.timeout.ms} (2
   * min) at most.
   *
   * @throws InterruptException if the thread is interrupted
   */
  public void flush() {
    producer.flush();
  }

  /** Closes, waiting for {@link #CLOSE_TIMEOUT} (30 s) at most; see {@link #close(Duration)}. */
  @Override
  public void close() {
    close(CLOSE_TIMEOUT);
  }

  /**
   * Waits until everything published is stored or has failed, fails what is left when the time is
   * over, and disconnects.
   *
   * <p>Afterwards every future is done, and publishing fails. Closing again does nothing. What
   * hangs on a future must not close, as Kafka's network thread can't wait for itself: what is left
   * fails at once then.
   *
   * @param timeout how long to wait, to the millisecond; zero not to wait. A broker that was never
   *     heard of may take {@code request.timeout.ms} (30 s) more to give up
   * @throws IllegalArgumentException if the time is negative
   * @throws InterruptException if the thread is interrupted; it is closed all the same
   */
  public void close(Duration timeout) {
    closed = true;
    producer.close(timeout);
  }
}
