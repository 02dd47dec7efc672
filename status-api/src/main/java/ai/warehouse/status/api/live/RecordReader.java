package ai.warehouse.status.api.live;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reads records of the topics; counts and skips what can't be read. */
final class RecordReader {
  private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

  private final String status;
  private final String statusHead;
  private final Set<BuildKey> watched;
  private final LongAdder skipped = new LongAdder();

  /**
   * Prepares to read.
   *
   * @param watched the builds whose events are wanted; may change at any time
   */
  RecordReader(Topics topics, Set<BuildKey> watched) {
    this.status = topics.status().name();
    this.statusHead = topics.statusHead().name();
    this.watched = watched;
  }

  /** Returns how many records could not be read. */
  long skipped() {
    return skipped.sum();
  }

  void read(ConsumerRecord<byte[], byte[]> record, Updates into) {
    try {
      if (record.topic().equals(status)) {
        into.statuses().add(StatusJson.read(record.value()));
      } else if (record.topic().equals(statusHead)) {
        into.heads().add(StatusHeadJson.read(record.value()));
      } else {
        readEvent(record, into);
      }
    } catch (InvalidRecordException e) {
      skip(record, e);
    }
  }

  // Most events are of builds that nobody watches, and their texts may be long.
  private void readEvent(ConsumerRecord<byte[], byte[]> record, Updates into) {
    RecordPosition position =
        new RecordPosition(record.topic(), record.partition(), record.offset(), record.timestamp());
    var event = StatusEventJson.readWithoutTexts(record.value(), position);
    if (event.kind() != EventKind.IGNORED && watched.contains(event.key())) {
      into.events().add(StatusEventJson.read(record.value(), position));
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, InvalidRecordException why) {
    skipped.increment();
    boolean ours = record.topic().equals(status) || record.topic().equals(statusHead);
    // The processor tells of events that nobody can read.
    LOG.atLevel(ours ? Level.WARN : Level.DEBUG)
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", why.reason().code())
        .log("Record skipped");
  }
}
