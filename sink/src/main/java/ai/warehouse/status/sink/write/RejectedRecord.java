package ai.warehouse.status.sink.write;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that is to become a dead letter, and why. */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> source, InvalidRecordException why) {
  /** Returns where a record lies. */
  public static RecordPosition positionOf(ConsumerRecord<?, ?> record) {
    return new RecordPosition(
        record.topic(), record.partition(), record.offset(), record.timestamp());
  }

  /** Returns where the record lies, as Kafka writes it: {@code topic-partition@offset}. */
  String place() {
    return "%s-%d@%d".formatted(source.topic(), source.partition(), source.offset());
  }

  /** Leaves the content out. */
  @Override
  public String toString() {
    return "RejectedRecord[" + positionOf(source) + ", " + why.reason().code() + "]";
  }
}
