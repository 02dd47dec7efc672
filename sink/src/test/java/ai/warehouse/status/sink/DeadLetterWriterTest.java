package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.kafka.DeadLetter;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLetterWriterTest {
  private final Meters meters = new Meters();
  private final FakeTimer timer = new FakeTimer();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Retrier retrier =
      new Retrier(
          new Backoff(Duration.ofMillis(50), Duration.ofSeconds(10), new Random(1)),
          timer,
          new RetryState(meters.metrics, timer));
  private final DeadLetterWriter writer =
      new DeadLetterWriter(producer, "dead", Runnable::run, retrier, meters.metrics);

  @Test
  void shouldSendTheRecordAsReceivedAndSayWhy() {
    ConsumerRecord<byte[], byte[]> source = Samples.record("status", 3, 42, Samples.utf8("bad"));
    source.headers().add("trace", Samples.utf8("abc"));

    CompletableFuture<Void> written = writer.write(rejected(source));

    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo("dead");
    assertThat(sent.key()).isEqualTo(source.key());
    assertThat(sent.value()).isEqualTo(source.value());
    assertThat(sent.headers().lastHeader("trace").value()).isEqualTo(Samples.utf8("abc"));
    assertThat(DeadLetter.from(sent.headers()))
        .isEqualTo(
            new DeadLetter(
                "not-json: the value is bad", RejectedRecord.positionOf(source), "sink"));
    assertThat(written).isNotDone();
    assertThat(meters.count("dead.letters")).isZero();

    producer.completeNext();

    assertThat(written).isCompleted();
    assertThat(meters.count("dead.letters", "reason", "not-json")).isEqualTo(1);
  }

  @Test
  void shouldSendAgainWhatWasNotAcknowledged() {
    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    producer.errorNext(new TimeoutException("no answer"));
    assertThat(written).isNotDone();
    producer.completeNext();

    assertThat(written).isCompleted();
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void shouldFailOnWhatIsFatal() {
    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    producer.errorNext(new TopicAuthorizationException("dead"));

    assertThatThrownBy(written::join)
        .hasRootCauseInstanceOf(TopicAuthorizationException.class)
        .hasMessageContaining("a dead letter of status-events-0@1 to topic dead: TopicAuth");
    assertThat(meters.count("dead.letters")).isZero();
  }

  @Test
  void shouldFailWhenSendingThrows() {
    producer.sendException = new IllegalStateException("closed");

    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    assertThatThrownBy(written::join).hasRootCause(new IllegalStateException("closed"));
  }

  private static RejectedRecord rejected(ConsumerRecord<byte[], byte[]> source) {
    return new RejectedRecord(
        source, new InvalidRecordException(RejectionReason.NOT_JSON, null, "the value is bad"));
  }
}
