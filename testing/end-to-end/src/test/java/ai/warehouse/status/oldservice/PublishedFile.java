package ai.warehouse.status.oldservice;

import ai.warehouse.status.quickstart.EventFile;
import ai.warehouse.status.quickstart.LocalSystem;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The events that the old packages read. */
final class PublishedFile {
  private static final Path EVENTS = NodePackages.SOURCE.resolve("published.ndjson");

  private PublishedFile() {}

  /** Publishes the events, and returns when the tables have them. */
  static void store(LocalSystem system) throws InterruptedException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      new EventFile(EVENTS.toString()).publish(producer, system.topics().statusEvents().name());
    }
    system.awaitStored();
  }
}
