package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topic of events, to be sent to. */
record EventLog(Cluster cluster, Topics topics) {
  /** Sends an event. */
  void send(StatusEvent event) {
    byte[] key = event.key().packageKey().toString().getBytes(StandardCharsets.UTF_8);
    cluster
        .producer()
        .send(
            new ProducerRecord<>(topics.statusEvents().name(), key, StatusEventJson.write(event)));
  }

  /** Waits until all is stored that was sent. */
  void flush() {
    cluster.producer().flush();
  }
}
