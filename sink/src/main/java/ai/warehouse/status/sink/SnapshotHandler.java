package ai.warehouse.status.sink;

import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * Plans the records of {@code status}, {@code status-head} or {@code status-counter}: the newest
 * record of a key is the item.
 *
 * @param read decodes a value, null included, or throws InvalidRecordException
 * @param <T> what the topic's records are
 */
record SnapshotHandler<T>(
    String table, TableSchema<T> schema, Function<byte[], T> read, ToLongFunction<T> revision)
    implements RecordHandler {
  @Override
  public RecordPlan handle(ConsumerRecord<byte[], byte[]> record) {
    T snapshot = read.apply(record.value());
    return RecordPlan.store(
        new ItemWrite(
            table, schema.itemToMap(snapshot, true), revision.applyAsLong(snapshot), null, record));
  }
}
