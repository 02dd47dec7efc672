package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.MapState;
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

/** The records of the workload's events, and of what the project's own fold makes of them. */
final class FoldedWorkload {
  private final Topics topics;
  private final Workload workload;
  private final MapState state = new MapState();
  private long events;

  /**
   * Begins.
   *
   * @param builds how many are at work at once
   * @param seed with the same one the same events
   */
  FoldedWorkload(Topics topics, int builds, long seed) {
    this.topics = topics;
    workload = new Workload(builds, Workload.LOCALES, seed);
  }

  /** Returns the next event's record, and those of all that it changes. */
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
