package ai.warehouse.status.sink.write;

import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.dynamodb.StoreFailedException;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Sends rejected records to the dead letter topic, as received, with headers (SPEC §3); again for
 * as long as that fails for a passing reason. Thread-safe.
 */
public final class DeadLetterWriter implements AutoCloseable {
  private static final String SERVICE = "sink";
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  /** One record, from the first attempt to the last. */
  private final class Delivery {
    private final RejectedRecord record;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final RetryState.Watch watch = state.watchDeadLetter();
    private int failures;

    private Delivery(RejectedRecord record) {
      this.record = record;
    }

    void attempt() {
      if (closed) {
        ended(new CancellationException("the sink is stopping"));
        return;
      }
      try {
        sender.execute(this::send);
      } catch (RuntimeException e) {
        ended(e);
      }
    }

    private void send() {
      try {
        producer.send(letter(record), (metadata, failure) -> ended(failure));
      } catch (RuntimeException | Error e) {
        ended(e);
      }
    }

    private void ended(Throwable failure) {
      try {
        if (failure == null) {
          watch.ended(true);
          acknowledged(record);
          acknowledged.complete(null);
        } else if (closed || FailureClassifier.classify(failure) != FailureKind.RETRYABLE) {
          watch.ended(false);
          fail(failure);
        } else {
          retry(failure);
        }
      } catch (RuntimeException | Error e) {
        // Nobody looks at what a callback throws, and the record would hang for ever.
        if (failure != null) {
          e.addSuppressed(failure);
        }
        fail(e);
      }
    }

    private void retry(Throwable failure) {
      failures++;
      metrics.retried(FailureClassifier.decisive(failure));
      watch.failed(failure);
      timer.apply(backoff.computeDelay(failures + 1)).execute(this::attempt);
    }

    private void fail(Throwable failure) {
      acknowledged.completeExceptionally(
          new StoreFailedException(
              "Cannot write a dead letter of %s to topic %s".formatted(record.place(), topic),
              failure));
    }
  }

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Executor sender;
  private final BackoffStrategy backoff;
  private final Function<Duration, Executor> timer;
  private final RetryState state;
  private final SinkMetrics metrics;
  private volatile boolean closed;

  /**
   * Creates a writer.
   *
   * @param producer acknowledges when all in-sync replicas have a record; not closed by the writer
   * @param sender runs the producer's {@code send}, which may block while Kafka is unavailable: not
   *     on the thread that polls
   */
  public DeadLetterWriter(
      Producer<byte[], byte[]> producer,
      String topic,
      Executor sender,
      BackoffStrategy backoff,
      RetryState state,
      SinkMetrics metrics) {
    this(
        producer,
        topic,
        sender,
        backoff,
        wait -> CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS),
        state,
        metrics);
  }

  /**
   * Creates a writer with a timer of its own.
   *
   * @param timer gives an executor that runs a task after a wait
   */
  DeadLetterWriter(
      Producer<byte[], byte[]> producer,
      String topic,
      Executor sender,
      BackoffStrategy backoff,
      Function<Duration, Executor> timer,
      RetryState state,
      SinkMetrics metrics) {
    this.producer = producer;
    this.topic = topic;
    this.sender = sender;
    this.backoff = backoff;
    this.timer = timer;
    this.state = state;
    this.metrics = metrics;
  }

  /** Completes when the record is acknowledged; fails with a {@link StoreFailedException}. */
  public CompletableFuture<Void> write(RejectedRecord record) {
    Delivery delivery = new Delivery(record);
    delivery.attempt();
    return delivery.acknowledged;
  }

  private ProducerRecord<byte[], byte[]> letter(RejectedRecord record) {
    DeadLetter letter =
        new DeadLetter(
            record.why().getMessage(), RejectedRecord.positionOf(record.source()), SERVICE);
    // Without the record's own timestamp, by which the topic's retention might delete it at once.
    return new ProducerRecord<>(
        topic,
        null,
        null,
        record.source().key(),
        record.source().value(),
        letter.addTo(record.source().headers()));
  }

  private void acknowledged(RejectedRecord record) {
    metrics.deadLettered(record.why().reason());
    LOG.atWarn()
        .addKeyValue("topic", record.source().topic())
        .addKeyValue("partition", record.source().partition())
        .addKeyValue("offset", record.source().offset())
        .addKeyValue("reason", record.why().reason().code())
        .log("Record is a dead letter");
  }

  /** Makes no more attempts: a record that is to be sent again fails when that would be due. */
  @Override
  public void close() {
    closed = true;
  }
}
