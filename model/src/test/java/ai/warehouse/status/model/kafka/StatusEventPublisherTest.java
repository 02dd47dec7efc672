package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.NOW;
import static ai.warehouse.status.model.kafka.Publishing.mockProducer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.time.Clock;
import java.time.Duration;
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
      new StatusEventPublisher(producer, new Topics("test."), Clock.systemUTC());

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
  void shouldFailWithKafkasException() {
    RecordTooLargeException failure = new RecordTooLargeException("too large");
    CompletableFuture<RecordMetadata> stored = publisher.publish(EVENT);

    producer.errorNext(failure);

    assertThat(stored).failsWithin(Duration.ZERO).withThrowableThat().withCause(failure);
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

    assertThat(producer.closed()).isTrue();
  }
}
