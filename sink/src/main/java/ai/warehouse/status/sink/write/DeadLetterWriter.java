package ai.warehouse.status.sink.write;

import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.sink.dynamodb.StoreFailedException;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends rejected records to the dead letter topic, as received, with headers (SPEC §3). */
public final class DeadLetterWriter {
  private static final String SERVICE = "sink";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Executor sender;
  private final Retrier retrier;
  private final SinkMetrics metrics;

  /**
   * Creates a writer.
   *
   * @param producer acknowledges when all in-sync replicas have a record; not closed by it
   * @param sender runs the producer's {@code send}, which may block while Kafka is away: not on the
   *     thread that polls
   */
  public DeadLetterWriter(
      Producer<byte[], byte[]> producer,
      String topic,
      Executor sender,
      Retrier retrier,
      SinkMetrics metrics) {
    this.producer = producer;
    this.topic = topic;
    this.sender = sender;
    this.retrier = retrier;
    this.metrics = metrics;
  }

  /** Completes when the record is acknowledged; fails with the failures that are fatal. */
  public CompletableFuture<Void> write(RejectedRecord record) {
    return retrier
        .retry(() -> send(letter(record)))
        .handle(
            (sent, failure) -> {
              if (failure != null) {
                throw new StoreFailedException(
                    "Cannot write a dead letter of %s to topic %s".formatted(record.place(), topic),
                    failure);
              }
              acknowledged(record);
              return null;
            });
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

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> letter) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    sender.execute(
        () -> {
          try {
            producer.send(
                letter,
                (metadata, failure) -> {
                  if (failure == null) {
                    acknowledged.complete(null);
                  } else {
                    acknowledged.completeExceptionally(failure);
                  }
                });
          } catch (RuntimeException e) {
            acknowledged.completeExceptionally(e);
          }
        });
    return acknowledged;
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
}
