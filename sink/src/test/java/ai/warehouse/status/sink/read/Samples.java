package ai.warehouse.status.sink.read;

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
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.write.PolledBatch;
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
public final class Samples {
  public static final Topics TOPICS = new Topics("");
  public static final Tables TABLES = new Tables("");
  public static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  public static final BuildKey BUILD = build("1.0.0");

  // One, as it makes all of its many meters. Last, as these ask for what is above.
  private static final RecordPlanner PLANNER =
      new RecordPlanner(TOPICS, TABLES, new EventItems(null), new Meters().metrics);

  private Samples() {}

  public static BuildKey build(String version) {
    return new BuildKey("app", "prod", version);
  }

  public static StatusEvent.Builder event(int number) {
    return StatusEvent.builder()
        .key(BUILD)
        .eventId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number))
        .createdAt(NOW);
  }

  public static Status status(BuildKey key, long revision) {
    return Status.builder().key(key).createdAt(NOW).updatedAt(NOW).revision(revision).build();
  }

  public static ConsumerRecord<byte[], byte[]> eventRecord(int number) {
    return eventRecord(number, StatusEventJson.write(event(number).build()));
  }

  public static ConsumerRecord<byte[], byte[]> eventRecord(long offset, byte[] value) {
    return record(TOPICS.statusEvents().name(), 0, offset, value);
  }

  public static ConsumerRecord<byte[], byte[]> statusRecord(
      long offset, BuildKey key, long revision) {
    return record(TOPICS.status().name(), 0, offset, StatusJson.write(status(key, revision)));
  }

  public static ConsumerRecord<byte[], byte[]> failingRecord(
      long offset, BuildKey key, long revision) {
    Status failing = status(key, revision).with(status -> status.error(true));
    return record(TOPICS.status().name(), 0, offset, StatusJson.write(failing));
  }

  public static ConsumerRecord<byte[], byte[]> headRecord(long offset, long revision) {
    StatusHead head = StatusHead.of(status(BUILD, revision), revision);
    return record(TOPICS.statusHead().name(), 0, offset, StatusHeadJson.write(head));
  }

  public static ConsumerRecord<byte[], byte[]> counterRecord(long offset, long revision) {
    StatusCounter counter = new StatusCounter(BUILD, revision, revision);
    return record(TOPICS.statusCounter().name(), 0, offset, StatusCounterJson.write(counter));
  }

  public static ConsumerRecord<byte[], byte[]> record(
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

  /** Returns a batch that nothing holds. */
  public static PolledBatch batch() {
    return batch(0);
  }

  public static PolledBatch batch(int partition) {
    return new PolledBatch(
        new TopicPartition("status-events", partition), new OffsetAndMetadata(1));
  }

  /** Returns the item that the sink makes of a record. */
  public static ItemWrite plan(ConsumerRecord<byte[], byte[]> record) {
    return PLANNER.plan(record).write();
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
