package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.retries.api.BackoffStrategy;

class DeadLetterWriterTest {
  private final Meters meters = new Meters();
  private final FakeTimer timer = new FakeTimer();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final RetryState state = new RetryState(timer);
  private final DeadLetterWriter writer = writer(Queues.backoff());

  private DeadLetterWriter writer(BackoffStrategy backoff) {
    return new DeadLetterWriter(
        producer, "dead", Runnable::run, backoff, timer, state, meters.metrics);
  }

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
  void shouldSendAgainUntilTheRecordIsAcknowledged() {
    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    fail(100);
    assertThat(written).isNotDone();
    producer.completeNext();

    assertThat(written).isCompleted();
    assertThat(producer.history()).hasSize(101);
    assertThat(timer.waits).hasSize(100);
    assertThat(meters.count("retries", "error", "TimeoutException")).isEqualTo(100);
  }

  @Test
  void shouldWaitLongerAndLongerUpToALimit() {
    writer(BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(10)))
        .write(rejected(Samples.eventRecord(1)));

    fail(100);

    for (int i = 0; i < 100; i++) {
      assertThat(timer.waits.get(i).toMillis()).isBetween(0L, i < 8 ? 50L << i : 10_000);
    }
    assertThat(Set.copyOf(timer.waits)).as("jitter").hasSizeGreaterThan(50);
  }

  @Test
  void shouldBeNotReadyWhileARecordIsSentAgain() {
    writer.write(rejected(Samples.eventRecord(1)));
    fail(1);
    assertThat(state.health().up()).as("after one failure").isTrue();
    fail(20);

    assertThat(state.health().up()).isFalse();
    assertThat(state.health().reason())
        .isEqualTo("retrying: TimeoutException since " + Samples.NOW + ": 1 dead letter(s)");
    producer.completeNext();
    assertThat(state.health().up()).isTrue();
  }

  @Test
  void shouldMakeNoAttemptAfterClose() {
    writer.close();

    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    assertThatThrownBy(written::join).hasRootCauseInstanceOf(CancellationException.class);
    assertThat(producer.history()).isEmpty();
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      producer.errorNext(new TimeoutException("no answer"));
    }
  }

  static Stream<RuntimeException> fatalFailures() {
    return Stream.of(
        new TopicAuthorizationException("dead"), new RecordTooLargeException("max.message.bytes"));
  }

  @ParameterizedTest
  @MethodSource("fatalFailures")
  void shouldFailOnWhatIsFatal(RuntimeException failure) {
    CompletableFuture<Void> written = writer.write(rejected(Samples.eventRecord(1)));

    fail(1);
    producer.errorNext(failure);

    assertThatThrownBy(written::join)
        .hasRootCause(failure)
        .hasMessageContaining("a dead letter of status-events-0@1 to topic dead: ")
        .hasMessageContaining(failure.getClass().getSimpleName());
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
