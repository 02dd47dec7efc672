package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Plans the records of one topic. */
interface RecordHandler {
  /**
   * Plans for one record.
   *
   * @throws InvalidRecordException if it is to become a dead letter
   */
  RecordPlan handle(ConsumerRecord<byte[], byte[]> record);
}
