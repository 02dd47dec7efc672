package ai.warehouse.status.sink;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tells at DEBUG what became of each record, to be found by its build; never what it says. When
 * that level is off it costs a look at a field.
 */
final class BuildTrail {
  private static final Logger LOG = LoggerFactory.getLogger(BuildTrail.class);

  private BuildTrail() {}

  static void accepted(ItemWrite write) {
    if (LOG.isDebugEnabled()) {
      at(of(write), write.source()).log("Record accepted");
    }
  }

  static void ignored(StatusEvent event, ConsumerRecord<?, ?> source) {
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug().addKeyValue("build", event.key()), source).log("Event ignored");
    }
  }

  /** Without build, which may be what is wrong with the record. */
  static void rejected(RejectionReason reason, ConsumerRecord<?, ?> source) {
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug().addKeyValue("reason", reason.code()), source).log("Record rejected");
    }
  }

  static void stored(List<ItemWrite> writes) {
    if (LOG.isDebugEnabled()) {
      writes.forEach(write -> at(of(write), write.source()).log("Item stored"));
    }
  }

  static void refused(ItemWrite write) {
    if (LOG.isDebugEnabled()) {
      at(of(write), write.source()).log("Item refused, something newer is stored");
    }
  }

  private static LoggingEventBuilder of(ItemWrite write) {
    LoggingEventBuilder line =
        LOG.atDebug()
            .addKeyValue("build", buildOf(write.item()))
            .addKeyValue("table", write.table());
    return write.revision() == null
        ? line.addKeyValue("eventId", write.item().get(Fields.EVENT_ID.name()).s())
        : line.addKeyValue("revision", write.revision());
  }

  // Of a head too, whose key is its package's alone.
  private static BuildKey buildOf(Map<String, AttributeValue> item) {
    return new BuildKey(
        item.get(Fields.PKG.name()).s(),
        item.get(Fields.ENV.name()).s(),
        item.get(Fields.VERSION.name()).s());
  }

  private static LoggingEventBuilder at(LoggingEventBuilder line, ConsumerRecord<?, ?> source) {
    return line.addKeyValue("topic", source.topic())
        .addKeyValue("partition", source.partition())
        .addKeyValue("offset", source.offset());
  }
}
