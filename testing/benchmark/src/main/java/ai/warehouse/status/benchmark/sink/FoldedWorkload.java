package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.InMemoryState;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of a workload: events, and what the fold changes for each. */
final class FoldedWorkload {
  private final Topics topics;
  private final Workload workload;
  private final InMemoryState state = new InMemoryState();
  private long events;

  /**
   * Begins without any build.
   *
   * @param seed the same seed gives the same events
   */
  FoldedWorkload(Topics topics, long seed) {
    this.topics = topics;
    workload = new Workload(Workload.BUILDS, Workload.LOCALES, seed);
  }

  /** Returns the record of the next event, and those of the items that the event changes. */
  List<ProducerRecord<byte[], byte[]>> next() {
    StatusEvent event = workload.next();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    String pkg = event.key().packageKey().toString();
    records.add(record(topics.statusEvents().name(), pkg, StatusEventJson.write(event)));
    FoldResult changed = StatusFold.fold(state, event, ++events);
    state.store(changed);
    for (Status status : changed.statuses()) {
      String key = status.key().toString();
      records.add(record(topics.status().name(), key, StatusJson.write(status)));
    }
    if (changed.statusHead() != null) {
      byte[] head = StatusHeadJson.write(changed.statusHead());
      records.add(record(topics.statusHead().name(), pkg, head));
    }
    if (changed.statusCounter() != null) {
      String key = event.key().toString();
      byte[] counter = StatusCounterJson.write(changed.statusCounter());
      records.add(record(topics.statusCounter().name(), key, counter));
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }
}
