package ai.warehouse.status.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.PublishException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.AbstractThrowableAssert;

/** What the tests of publishing share. */
final class Publishing {
  static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  /** Far longer than anything should take. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private Publishing() {}

  /** Returns a producer whose sends wait to be completed or failed. */
  static MockProducer<PackageKey, byte[]> mockProducer() {
    return new MockProducer<>(
        false,
        new RoundRobinPartitioner(),
        ModelSerdes.packageKey().serializer(),
        new ByteArraySerializer());
  }

  /** Reads a record as the processor would. */
  static StatusEvent accepted(ProducerRecord<PackageKey, byte[]> sent) {
    return accepted(sent.value(), new RecordPosition(sent.topic(), 0, 0, NOW.toEpochMilli()));
  }

  static StatusEvent accepted(byte[] value, RecordPosition position) {
    return StatusEventJson.read(value, position);
  }

  /** Waits until a future fails, and looks at why. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertFailed(
      CompletableFuture<?> stored, Reason reason) {
    Throwable failure =
        assertThat(stored).failsWithin(PATIENCE).withThrowableThat().actual().getCause();
    assertThat(failure)
        .isInstanceOfSatisfying(
            PublishException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    return assertThat(failure);
  }
}
