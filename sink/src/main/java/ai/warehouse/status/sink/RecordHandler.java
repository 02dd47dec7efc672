package ai.warehouse.status.sink;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Plans what is to be done for the records of one topic. */
interface RecordHandler {
  /**
   * Plans one record.
   *
   * @throws ai.warehouse.status.model.InvalidRecordException if it is to become a dead letter
   */
  void handle(ConsumerRecord<byte[], byte[]> record, PlanDraft draft);
}
