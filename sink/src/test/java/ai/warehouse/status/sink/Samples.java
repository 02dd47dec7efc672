package ai.warehouse.status.sink;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records for tests. */
final class Samples {
  static final Topics TOPICS = new Topics("");
  static final Tables TABLES = new Tables("");
  static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  static final BuildKey BUILD = build("1.0.0");

  // One, as it makes all of its many meters. Last, as these ask for what is above.
  private static final RecordPlanner PLANNER =
      new RecordPlanner(TOPICS, TABLES, new EventItems(null), new Meters().metrics);

  private Samples() {}

  static BuildKey build(String version) {
    return new BuildKey("app", "prod", version);
  }

  static StatusEvent.Builder event(int number) {
    return StatusEvent.builder()
        .key(BUILD)
        .eventId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number))
        .createdAt(NOW);
  }

  static Status status(BuildKey key, long revision) {
    return Status.builder().key(key).createdAt(NOW).updatedAt(NOW).revision(revision).build();
  }

  static ConsumerRecord<byte[], byte[]> eventRecord(int number) {
    return eventRecord(number, StatusEventJson.write(event(number).build()));
  }

  static ConsumerRecord<byte[], byte[]> eventRecord(long offset, byte[] value) {
    return record(TOPICS.statusEvents().name(), 0, offset, value);
  }

  static ConsumerRecord<byte[], byte[]> statusRecord(long offset, BuildKey key, long revision) {
    return record(TOPICS.status().name(), 0, offset, StatusJson.write(status(key, revision)));
  }

  static ConsumerRecord<byte[], byte[]> headRecord(long offset, long revision) {
    StatusHead head = StatusHead.of(status(BUILD, revision), revision);
    return record(TOPICS.statusHead().name(), 0, offset, StatusHeadJson.write(head));
  }

  static ConsumerRecord<byte[], byte[]> counterRecord(long offset, long revision) {
    StatusCounter counter = new StatusCounter(BUILD, revision, revision);
    return record(TOPICS.statusCounter().name(), 0, offset, StatusCounterJson.write(counter));
  }

  static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, byte[] value) {
    byte[] key = utf8("app!prod");
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        NOW.toEpochMilli(),
        TimestampType.CREATE_TIME,
        key.length,
        value == null ? -1 : value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  /** Returns a slice that nothing holds. */
  static Slice slice() {
    return slice(0);
  }

  static Slice slice(int partition) {
    return new Slice(new TopicPartition("status-events", partition), new OffsetAndMetadata(1));
  }

  /** Returns the item that the sink makes of a record. */
  static ItemWrite plan(ConsumerRecord<byte[], byte[]> record) {
    return PLANNER.plan(record).write();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
