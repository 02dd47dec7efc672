package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A processor that goes on under the other guarantee. */
class ProcessorSwitchIT {
  private static final long SEED = 21;
  private static final int HISTORIES = 20;

  @RegisterExtension private final ProcessorFleet fleet = new ProcessorFleet();

  /** As a zombie leaves it that is fenced: older rows than there are, in an aborted transaction. */
  @Test
  void shouldNotTakeUpWhatWasNeverCommitted() {
    List<List<StatusEvent>> parts = Events.parts(Events.mixed(SEED, HISTORIES), 2);
    try (EventLog log = fleet.eventLog();
        DerivedTables tables = fleet.tables()) {
      log.publishInPlace(parts.get(0));
      fleet.runUntilUpToDate(StreamsConfig.EXACTLY_ONCE_V2, log, tables);
      writeOldestRowsAndAbort("builds");
      writeOldestRowsAndAbort("locales");
      fleet.deleteState("only");

      log.publishInPlace(parts.get(1));
      fleet.runUntilUpToDate(StreamsConfig.AT_LEAST_ONCE, log, tables);
    }
  }

  private void writeOldestRowsAndAbort(String store) {
    Topic<String, byte[]> changelog =
        new Topic<>(
            ProcessorFleet.APPLICATION_ID + "-" + store + "-changelog",
            Serdes.String(),
            Serdes.ByteArray(),
            Topic.Cleanup.COMPACT,
            Map.of());
    Set<String> seen = new HashSet<>();
    try (KafkaProducer<String, byte[]> zombie = zombie()) {
      zombie.initTransactions();
      zombie.beginTransaction();
      for (ConsumerRecord<String, byte[]> row :
          new TopicReader(fleet.bootstrapServers()).all(changelog)) {
        if (seen.add(row.key())) {
          zombie.send(new ProducerRecord<>(row.topic(), row.partition(), row.key(), row.value()));
        }
      }
      zombie.flush();
      zombie.abortTransaction();
    }
    assertThat(seen).isNotEmpty();
  }

  private KafkaProducer<String, byte[]> zombie() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            fleet.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "zombie"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
