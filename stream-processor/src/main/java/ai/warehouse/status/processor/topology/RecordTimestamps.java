package ai.warehouse.status.processor.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Takes the record's own timestamp. A record without one counts as written in 1970: Kafka Streams
 * would otherwise drop it or stop, and here it is read like any other.
 */
public final class RecordTimestamps implements TimestampExtractor {
  @Override
  public long extract(ConsumerRecord<Object, Object> received, long partitionTime) {
    return Math.max(0, received.timestamp());
  }
}
