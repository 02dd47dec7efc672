package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that is to become a dead letter, and why. */
record RejectedRecord(ConsumerRecord<byte[], byte[]> source, InvalidRecordException why) {
  /** Returns where a record lies. */
  static RecordPosition positionOf(ConsumerRecord<?, ?> record) {
    return new RecordPosition(
        record.topic(), record.partition(), record.offset(), record.timestamp());
  }

  /** Says where it lies, as Kafka does: {@code topic-partition@offset}. */
  String place() {
    return "%s-%d@%d".formatted(source.topic(), source.partition(), source.offset());
  }

  /** Leaves the content out. */
  @Override
  public String toString() {
    return "RejectedRecord[" + positionOf(source) + ", " + why.reason().code() + "]";
  }
}
