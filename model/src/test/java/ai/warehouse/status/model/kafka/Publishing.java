package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.PackageKey;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests of publishing share. */
final class Publishing {
  static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  private Publishing() {}

  /** Returns a producer whose sends wait to be completed or failed. */
  static MockProducer<PackageKey, byte[]> mockProducer() {
    return new MockProducer<>(
        false,
        new RoundRobinPartitioner(),
        ModelSerdes.packageKey().serializer(),
        new ByteArraySerializer());
  }
}
