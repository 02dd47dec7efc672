package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A broker, and topics for each contender. */
final class TopologyWorld implements AutoCloseable {
  private final Cluster cluster;

  /**
   * Starts a broker.
   *
   * @param folder gets its log and its data
   */
  TopologyWorld(Path folder) throws IOException, InterruptedException {
    cluster = Cluster.start(folder);
  }

  String brokers() {
    return cluster.bootstrapServers();
  }

  /** Creates the topics of a contender. */
  void createTopics(Contender contender, int partitions) {
    cluster.createTopics(new Topics(contender.prefix()), partitions);
  }

  /** Sends an event to a contender. */
  void send(Contender contender, StatusEvent event) {
    byte[] key = contender.key(event).getBytes(StandardCharsets.UTF_8);
    cluster
        .producer()
        .send(new ProducerRecord<>(contender.input(), key, StatusEventJson.write(event)));
  }

  /** Waits until all is stored that was sent. */
  void flush() {
    cluster.producer().flush();
  }

  /** Returns how many records a contender has committed. */
  long committed(Contender contender, String group) {
    return cluster.committed(group, contender.input());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
