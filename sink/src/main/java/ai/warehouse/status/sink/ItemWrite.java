package ai.warehouse.status.sink;

import ai.warehouse.status.model.Fields;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item to be put.
 *
 * @param revision the item's, which must not be less than the stored one's; null for an event,
 *     which is put without condition
 * @param eventTime an event's {@code createdAt}; null for all else, whose times are those of the
 *     build and not of what changed it
 * @param source the record that the item is made of
 */
record ItemWrite(
    String table,
    Map<String, AttributeValue> item,
    Long revision,
    Instant eventTime,
    ConsumerRecord<byte[], byte[]> source) {
  /** Says which item it is. */
  Id id() {
    return Id.of(table, item);
  }

  /** Leaves the item out, which may be large and is nobody's business in a log. */
  @Override
  public String toString() {
    return "ItemWrite[" + table + "]";
  }

  /**
   * An item's table and primary key.
   *
   * @param eventId null except for events
   */
  record Id(String table, String key, String eventId) {
    static Id of(String table, Map<String, AttributeValue> item) {
      AttributeValue eventId = item.get(Fields.EVENT_ID.name());
      return new Id(table, item.get(Fields.KEY.name()).s(), eventId == null ? null : eventId.s());
    }
  }
}
