package ai.warehouse.status.sink.item;

import ai.warehouse.status.model.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One item to be put, with its table and the record that the item is made of. */
public sealed interface ItemWrite {
  /** Returns the name of the item's table. */
  String table();

  /** Returns the item's attributes. */
  Map<String, AttributeValue> item();

  /** Returns the record that the item is made of. */
  ConsumerRecord<byte[], byte[]> source();

  /**
   * Returns whether an earlier write of the same item need not be made any more (SPEC §4): of two
   * snapshots the higher revision is written, the later of equals.
   */
  boolean supersedes(ItemWrite earlier);

  /** Returns the identity of the item. */
  default Id id() {
    return Id.of(table(), item());
  }

  /**
   * An event, which is put without condition.
   *
   * @param createdAt the event's time
   */
  record EventWrite(
      String table,
      Map<String, AttributeValue> item,
      Instant createdAt,
      ConsumerRecord<byte[], byte[]> source)
      implements ItemWrite {
    /** Returns false: an event never changes. */
    @Override
    public boolean supersedes(ItemWrite earlier) {
      return false;
    }

    /** Leaves the item out, which may be large and does not belong in a log. */
    @Override
    public String toString() {
      return "EventWrite[" + table + "]";
    }
  }

  /**
   * A status, head or counter, which is put unless a newer one is stored.
   *
   * @param revision the item's
   * @param milestone what people wait for: a snapshot with another milestone than the last one sent
   *     is written at once (SPEC §4)
   */
  record SnapshotWrite(
      String table,
      Map<String, AttributeValue> item,
      long revision,
      List<Object> milestone,
      ConsumerRecord<byte[], byte[]> source)
      implements ItemWrite {
    @Override
    public boolean supersedes(ItemWrite earlier) {
      return earlier instanceof SnapshotWrite snapshot && revision >= snapshot.revision;
    }

    /** Leaves the item out, which does not belong in a log. */
    @Override
    public String toString() {
      return "SnapshotWrite[" + table + "]";
    }
  }

  /**
   * An item's table and primary key.
   *
   * @param eventId null except for events
   */
  record Id(String table, String key, String eventId) {
    /** Returns the identity of an item. */
    public static Id of(String table, Map<String, AttributeValue> item) {
      AttributeValue eventId = item.get(Fields.EVENT_ID.name());
      return new Id(table, item.get(Fields.KEY.name()).s(), eventId == null ? null : eventId.s());
    }
  }
}
