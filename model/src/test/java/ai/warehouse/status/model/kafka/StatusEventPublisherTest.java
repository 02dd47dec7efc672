package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.NOW;
import static ai.warehouse.status.model.kafka.Publishing.accepted;
import static ai.warehouse.status.model.kafka.Publishing.assertFailed;
import static ai.warehouse.status.model.kafka.Publishing.mockProducer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.PublishException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class StatusEventPublisherTest {
  private static final StatusEvent EVENT =
      StatusEvent.builder()
          .key(new BuildKey("@shop/cart", "prod", "2.1.0"))
          .kind(EventKind.COMPLETE)
          .locale("de-DE")
          .createdAt(NOW)
          .build();

  private final MockProducer<PackageKey, byte[]> producer = mockProducer();
  private final StatusEventPublisher publisher =
      new StatusEventPublisher(producer, new Topics("test."), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void shouldSendEventUnderItsPackage() {
    publisher.publish(EVENT);

    assertThat(producer.history()).hasSize(1);
    ProducerRecord<PackageKey, byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo("test.status-events");
    assertThat(sent.key()).isEqualTo(new PackageKey("@shop/cart", "prod"));
    assertThat(sent.value()).isEqualTo(StatusEventJson.write(EVENT));
  }

  @Test
  void shouldLeavePartitionTimestampAndHeadersToKafka() {
    publisher.publish(EVENT);

    ProducerRecord<PackageKey, byte[]> sent = producer.history().get(0);
    assertThat(sent.partition()).isNull();
    assertThat(sent.timestamp()).isNull();
    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void shouldSucceedOnceAcknowledged() {
    CompletableFuture<RecordMetadata> stored = publisher.publish(EVENT);
    assertThat(stored).isNotDone();

    producer.completeNext();

    assertThat(stored).isCompletedWithValueMatching(at -> at.topic().equals("test.status-events"));
  }

  @Test
  void shouldFailWithKafkasExceptionAsCause() {
    RecordTooLargeException failure = new RecordTooLargeException("too large");
    CompletableFuture<RecordMetadata> stored = publisher.publish(EVENT);

    producer.errorNext(failure);

    assertFailed(stored, Reason.REFUSED).hasCause(failure);
  }

  @Test
  void shouldNameEventBuildTopicAndCause() {
    CompletableFuture<RecordMetadata> stored = publisher.publish(EVENT);

    producer.errorNext(new RecordTooLargeException("the record is 2 MB"));

    assertFailed(stored, Reason.REFUSED)
        .hasMessage(
            "event %s of build @shop/cart!prod!2.1.0 could not be published to test.status-events:"
                + " it is refused (the record is 2 MB)",
            EVENT.eventId());
  }

  @Test
  void shouldTellFailuresApart() {
    CompletableFuture<RecordMetadata> first = publisher.publish(EVENT);
    CompletableFuture<RecordMetadata> second = publisher.publish(EVENT);

    producer.errorNext(new RecordTooLargeException("too large"));
    producer.completeNext();

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
  }

  @Test
  void shouldFlush() {
    CompletableFuture<RecordMetadata> stored = publisher.publish(EVENT);

    publisher.flush();

    assertThat(stored).isCompleted();
  }

  @Test
  void shouldCloseItsProducer() {
    publisher.close();
    publisher.close();

    assertThat(producer.closed()).isTrue();
  }

  @Test
  void shouldFailFutureWhenClosed() {
    publisher.close();

    assertFailed(publisher.publish(EVENT), Reason.CLOSED)
        .hasMessageContaining("the publisher is closed")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldFailFutureWhateverKafkaThrows() {
    producer.sendException = new IllegalArgumentException("hard limit of 1 bytes on memory");

    assertFailed(publisher.publish(EVENT), Reason.REFUSED)
        .hasMessageContaining("hard limit of 1 bytes on memory");
  }

  @Test
  void shouldFillInTimeAndId() {
    publisher.publish(StatusEvent.builder().key(EVENT.key()));

    StatusEvent sent = accepted(producer.history().get(0));
    assertThat(sent.createdAt()).isEqualTo(NOW);
    assertThat(sent.eventId().version()).isEqualTo(7);
  }

  @Test
  void shouldKeepGivenTimeAndId() {
    Instant before = NOW.minusSeconds(60);

    publisher.publish(
        StatusEvent.builder().key(EVENT.key()).createdAt(before).eventId(EVENT.eventId()));

    StatusEvent sent = accepted(producer.history().get(0));
    assertThat(sent.createdAt()).isEqualTo(before);
    assertThat(sent.eventId()).isEqualTo(EVENT.eventId());
  }

  @Test
  void shouldRefuseEventWithoutBuild() {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> publisher.publish(StatusEvent.builder()))
        .withMessage("missing-field: key is missing");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void shouldRefuseEventThatWouldBeRejectedForItsTime() {
    StatusEvent.Builder event = StatusEvent.builder().key(EVENT.key());

    publisher.publish(event.createdAt(StatusEventJson.EARLIEST));
    publisher.publish(event.createdAt(NOW.plus(StatusEventJson.MAX_AHEAD)));
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> publisher.publish(event.createdAt(Instant.ofEpochMilli(1_795_466_823))))
        .withMessage("invalid-value: createdAt is before 2000");
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(
            () ->
                publisher.publish(
                    event.createdAt(NOW.plus(StatusEventJson.MAX_AHEAD).plusMillis(1))))
        .withMessage(
            "created-in-future: createdAt is more than one hour after the record's timestamp");

    assertThat(producer.history()).hasSize(2);
  }
}
