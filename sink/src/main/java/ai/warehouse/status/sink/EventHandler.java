package ai.warehouse.status.sink;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Plans the records of {@code status-events}: one item for each accepted event. */
final class EventHandler implements RecordHandler {
  private final String table;
  private final EventItems items;
  private final SinkMetrics metrics;

  EventHandler(String table, EventItems items, SinkMetrics metrics) {
    this.table = table;
    this.items = items;
    this.metrics = metrics;
  }

  @Override
  public RecordPlan handle(ConsumerRecord<byte[], byte[]> record) {
    StatusEvent event;
    try {
      event = StatusEventJson.read(record.value(), RejectedRecord.positionOf(record));
    } catch (InvalidRecordException e) {
      // Only counted: the processor rejects it too, and a record is to be a dead letter once.
      metrics.rejected(record.topic(), e.reason());
      BuildTrail.rejected(e.reason(), record);
      return RecordPlan.nothing();
    }
    return accept(event, record);
  }

  private RecordPlan accept(StatusEvent event, ConsumerRecord<byte[], byte[]> record) {
    if (event.kind() == EventKind.IGNORED) {
      metrics.ignored();
      BuildTrail.ignored(event, record);
      return RecordPlan.nothing();
    }
    EventItems.Fitted fitted = items.fit(event);
    ItemWrite write = new ItemWrite(table, fitted.item(), null, event.createdAt(), record);
    return fitted.cut() ? new RecordPlan(write, tooLarge()) : RecordPlan.store(write);
  }

  private static InvalidRecordException tooLarge() {
    return new InvalidRecordException(
        RejectionReason.NOT_STORABLE,
        null,
        "the item would exceed 400 KB; it is stored cut to fit");
  }
}
